package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.Refused;
import offhook.mail.Outcome.TryLater;
import offhook.mail.SmtpSession.Timeouts;
import offhook.runtime.testing.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each way to fail means for the mail. RFC 5321 §4.2.1: 4yz may be tried again, 5yz may not. */
class SmtpFailureTest {

    private static final Timeouts SHORT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "MAIL, 451 4.3.0 come back later",
        "RCPT, 450 4.2.1 greylisted",
        "RCPT, 421 4.3.2 shutting down",
        "DATA, 452 4.3.1 disk full",
        "'.',  451 4.7.1 come back later",
        "MAIL, 530 5.7.0 authentication required",
        "EHLO, 421 4.3.2 too busy",
        "connect, 421 4.3.2 too busy",
        "connect, 554 5.3.2 no service here"
    })
    void isToBeTriedLater(String command, String answer) throws Exception {
        assertThat(attempt(command, answer)).isInstanceOfSatisfying(TryLater.class, later -> assertThat(later.reason())
                .isNotBlank()
                .doesNotContain("\r", "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 you may not send as phone@example.com",
        "RCPT, 550 5.1.1 no such user",
        "RCPT, 553 5.1.3 no such address",
        "DATA, 554 5.7.1 no",
        "'.',  552 5.3.4 too large",
        "'.',  554 5.7.1 looks like spam"
    })
    void isRefusedWithTheServersWords(String command, String answer) throws Exception {
        assertThat(attempt(command, answer))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains(answer));
    }

    @ParameterizedTest
    @CsvSource({"connect", "EHLO", "MAIL", "RCPT", "DATA", "'.'"})
    void aServerThatStallsIsGivenUp(String command) throws Exception {
        assertThat(attempt(command, ScriptedServer.SILENCE))
                .isInstanceOfSatisfying(
                        TryLater.class, later -> assertThat(later.reason()).contains("127.0.0.1:"));
    }

    @ParameterizedTest
    @CsvSource({"connect", "EHLO", "MAIL", "RCPT", "DATA", "'.'"})
    void aServerThatBreaksOffMayHaveTakenItOrNot(String command) throws Exception {
        assertThat(attempt(command, ScriptedServer.CUT)).isInstanceOf(TryLater.class);
    }

    @ParameterizedTest
    @CsvSource({"500 never heard of it", "silence", "cut"})
    void whatBecomesOfQuitDoesNotMatter(String answer) throws Exception {
        assertThat(attempt("QUIT", answer)).isEqualTo(new Accepted());
    }

    @Test
    void aHostileAnswerIsOneShortLine() throws Exception {
        var answer = "550-\u001b[31mred\r\n550-" + "x".repeat(900) + "\r\n550 \u0007end";
        assertThat(attempt("RCPT", answer))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                        .hasSizeLessThanOrEqualTo(300)
                        .doesNotContain("\u001b", "\u0007", "\r", "\n"));
    }

    @Test
    void nobodyListensThere() throws Exception {
        int port = FreePort.next();
        assertThat(send(port, Mails.missedCall()))
                .isEqualTo(new TryLater("127.0.0.1:" + port + " cannot be reached: Connection refused"));
    }

    @Test
    void anAttachmentThatIsGoneRefusesTheMail(@TempDir Path folder) throws Exception {
        var gone = new Attachment(new HeaderText("voicemail.wav"), "audio/wav", folder.resolve("gone.wav"));
        var mail = Mails.with(Mailbox.parse("phone@example.com"), "Voicemail", List.of(gone));
        try (var server = new ScriptedServer().start()) {
            assertThat(send(server.port(), mail))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                            .contains("gone.wav"));
        }
    }

    private static Outcome attempt(String command, String answer) throws Exception {
        try (var server = new ScriptedServer().answering(command, answer).start()) {
            return send(server.port(), Mails.missedCall());
        }
    }

    private static Outcome send(int port, Mail mail) {
        var server = SmtpServer.parse("smtp://127.0.0.1:" + port);
        return new SmtpBridge(server, StartTls.OFFERED, Optional.empty(), SHORT, Runnable::run)
                .send(mail)
                .toCompletableFuture()
                .join();
    }
}
