package offhook.mail.intake.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private static final Terms OPEN = terms(Protocol.SMTP, Encryption.NEVER, Optional.empty());

    private boolean hasRoom = true;
    private Dialogue dialogue = new Dialogue(OPEN, new Room(), "10.0.0.5", false);

    private final class Room implements Mails {

        @Override
        public boolean hasRoom() {
            return hasRoom;
        }

        @Override
        public Arrival begin(Envelope envelope) {
            throw new AssertionError("a dialogue begins no mail by itself");
        }
    }

    private static Terms terms(Protocol protocol, Encryption encryption, Optional<Terms.Account> login) {
        return new Terms(
                protocol, "vm.example", 1000, encryption, login, address -> address.endsWith("@capulet.example"));
    }

    private void speak(Protocol protocol, Encryption encryption, Optional<Terms.Account> login, boolean isLocal) {
        dialogue = new Dialogue(terms(protocol, encryption, login), new Room(), "10.0.0.5", isLocal);
    }

    /** Sends lines and wants an answer to each: its code. */
    private void exchange(Object... linesAndCodes) {
        for (int i = 0; i < linesAndCodes.length; i += 2) {
            var answer = dialogue.on((String) linesAndCodes[i]).reply();
            assertThat(answer.code())
                    .as("%s: %s", linesAndCodes[i], answer.lines())
                    .isEqualTo(linesAndCodes[i + 1]);
        }
    }

    @Test
    void takesAMailForOurPeople() {
        assertThat(dialogue.greeting().code()).isEqualTo(220);
        exchange("EHLO pbx", 250, "MAIL FROM:<asterisk@pbx> SIZE=900 BODY=8BITMIME", 250);
        exchange("RCPT TO:<juliet@capulet.example>", 250);
        var turn = dialogue.on("DATA");
        assertThat(turn).isInstanceOfSatisfying(Turn.Listen.class, listen -> {
            assertThat(listen.reply().code()).isEqualTo(354);
            assertThat(listen.envelope())
                    .isEqualTo(new Envelope("10.0.0.5", "asterisk@pbx", List.of("juliet@capulet.example")));
        });
        assertThat(dialogue.received(Reception.KEPT)).singleElement().satisfies(reply -> assertThat(reply.code())
                .isEqualTo(250));
        exchange("RCPT TO:<juliet@capulet.example>", 503, "MAIL FROM:<>", 250, "RSET", 250, "DATA", 503);
        assertThat(dialogue.on("quit")).isInstanceOf(Turn.End.class);
    }

    @Test
    void offersWhatItKeeps() {
        var answer = dialogue.on("EHLO pbx").reply();
        assertThat(answer.lines())
                .containsExactly(
                        "vm.example", "PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE 1000");
        assertThat(new String(answer.encoded(), UTF_8))
                .startsWith("250-vm.example\r\n250-PIPELINING\r\n")
                .endsWith("\r\n250 SIZE 1000\r\n");
    }

    @Test
    void relaysNothing() {
        exchange("EHLO pbx", 250, "MAIL FROM:<a@b>", 250);
        exchange("RCPT TO:<someone@elsewhere.example>", 550, "RCPT TO:<juliet%capulet.example@elsewhere.example>", 550);
        exchange("RCPT TO:<@capulet.example:someone@elsewhere.example>", 550, "DATA", 503);
    }

    @Test
    void knowsItsOrder() {
        exchange("MAIL FROM:<a@b>", 503, "EHLO", 501, "HELO pbx", 250, "DATA", 503, "RCPT TO:<a@capulet.example>", 503);
        exchange("MAIL FROM:<a@b>", 250, "MAIL FROM:<a@b>", 503, "DATA", 503, "STARTTLS", 503, "AUTH PLAIN", 503);
        exchange("NOOP", 250, "VRFY juliet", 252, "EXPN all", 502, "WHAT", 500, "LHLO pbx", 500);
    }

    @Test
    void refusesWhatItCannotReadOrHold() {
        exchange("EHLO pbx", 250, "MAIL FROM:a@b", 501, "MAIL TO:<a@b>", 501, "MAIL FROM:<a@b> SIZE=x", 501);
        exchange("MAIL FROM:<a@b> SIZE=1001", 552, "MAIL FROM:<a@b> SIZE=99999999999999999999", 552);
        exchange("MAIL FROM:<a@b> BODY=BINARYMIME", 501, "MAIL FROM:<a@b> DSN=x", 555);
        exchange("MAIL FROM:<jü@b>", 550, "MAIL FROM:<jü@b> SMTPUTF8", 250);
        exchange(
                "RCPT TO:<>",
                501,
                "RCPT TO:<a b@capulet.example>",
                501,
                "RCPT TO:<" + "a".repeat(330) + "@capulet.example>",
                501);
        exchange("RSET", 250);
        hasRoom = false;
        exchange("MAIL FROM:<a@b>", 452);
    }

    @Test
    void countsRecipientsAndMistakes() {
        exchange("EHLO pbx", 250, "MAIL FROM:<a@b>", 250);
        for (int i = 0; i < 100; i++) {
            exchange("RCPT TO:<u" + i + "@capulet.example>", 250);
        }
        exchange("RCPT TO:<one.more@capulet.example>", 452);
        for (int i = 0; i < 19; i++) {
            exchange("\0garbage", 500);
        }
        assertThat(dialogue.on("garbage")).isInstanceOf(Turn.End.class);
    }

    @Test
    void lmtpAnswersForEachRecipient() {
        speak(Protocol.LMTP, Encryption.NEVER, Optional.empty(), false);
        exchange("EHLO pbx", 500, "HELO pbx", 500, "LHLO pbx", 250, "MAIL FROM:<a@b>", 250);
        exchange(
                "RCPT TO:<juliet@capulet.example>", 250, "RCPT TO:<x@y>", 550, "RCPT TO:<juliet@capulet.example>", 250);
        assertThat(((Turn.Listen) dialogue.on("DATA")).envelope().recipients())
                .containsExactly("juliet@capulet.example");
        assertThat(dialogue.received(Reception.NO_ROOM))
                .as("RFC 2033 §4.2: one for each RCPT that succeeded")
                .hasSize(2)
                .allSatisfy(reply -> assertThat(reply.code()).isEqualTo(452));
    }

    @Test
    void withoutTlsNothingIsTakenWhereItIsRequired() {
        speak(Protocol.SMTP, Encryption.REQUIRED, Optional.empty(), false);
        assertThat(dialogue.on("EHLO pbx").reply().lines()).contains("STARTTLS");
        exchange("MAIL FROM:<a@b>", 530, "DATA", 530, "AUTH PLAIN", 530, "STARTTLS now", 501);
        assertThat(dialogue.on("STARTTLS")).isInstanceOf(Turn.Encrypt.class);
        dialogue.encrypted();
        exchange("MAIL FROM:<a@b>", 503);
        assertThat(dialogue.on("EHLO pbx").reply().lines()).doesNotContain("STARTTLS");
        exchange("STARTTLS", 503, "MAIL FROM:<a@b>", 250);
    }

    private static final Optional<Terms.Account> ACCOUNT = Optional.of(new Terms.Account("pbx", "wherefore"));

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void whoHasToLogInDoesSoByPlainOrLogin() {
        speak(Protocol.SMTP, Encryption.OFFERED, ACCOUNT, true);
        assertThat(dialogue.on("EHLO pbx").reply().lines()).contains("AUTH PLAIN LOGIN");
        exchange("MAIL FROM:<a@b>", 530, "AUTH CRAM-MD5", 504);
        exchange("AUTH PLAIN " + base64("\0pbx\0wherefore"), 235, "AUTH PLAIN", 503, "MAIL FROM:<a@b>", 250);

        speak(Protocol.SMTP, Encryption.OFFERED, ACCOUNT, true);
        exchange("EHLO pbx", 250, "AUTH LOGIN", 334, base64("pbx"), 334, base64("wherefore"), 235);

        speak(Protocol.SMTP, Encryption.OFFERED, ACCOUNT, true);
        exchange("EHLO pbx", 250, "AUTH PLAIN", 334, "*", 501, "AUTH LOGIN " + base64("pbx"), 334, "%%%", 535);
        exchange("AUTH PLAIN " + base64("romeo\0pbx\0wherefore"), 535, "MAIL FROM:<a@b>", 530);
        assertThat(dialogue.on("AUTH PLAIN " + base64("\0pbx\0wrong"))).isInstanceOf(Turn.End.class);
    }

    @Test
    void noPasswordIsAskedForWhereOthersCouldReadIt() {
        speak(Protocol.SMTP, Encryption.OFFERED, ACCOUNT, false);
        assertThat(dialogue.on("EHLO pbx").reply().lines()).noneMatch(line -> line.startsWith("AUTH"));
        exchange("AUTH PLAIN " + base64("\0pbx\0wherefore"), 503);
        dialogue.encrypted();
        exchange("EHLO pbx", 250, "AUTH PLAIN " + base64("\0pbx\0wherefore"), 235);
    }

    @Test
    void itsAccountIsNotShown() {
        assertThat(ACCOUNT.orElseThrow().toString()).doesNotContain("wherefore");
    }
}
