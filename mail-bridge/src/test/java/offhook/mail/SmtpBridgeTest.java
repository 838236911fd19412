package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against GreenMail, without TLS. */
class SmtpBridgeTest {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theServerHasTheMailAsItWasWritten() throws Exception {
        assertThat(bridge("", StartTls.OFFERED).send(Mails.missedCall())).isCompletedWithValue(new Accepted());

        var received = server.getReceivedMessages();
        assertThat(received).hasSize(1);
        assertThat(received[0].getSubject()).isEqualTo("Missed call from Zoë O'Hara (+1 555 0123)");
        assertThat(received[0].getMessageID()).isEqualTo("<mc-7f3c@example.com>");
        assertThat(received[0].getFrom()[0]).hasToString("Phone <phone@example.com>");
        assertThat(received[0].getHeader("Return-Path")[0]).isEqualTo("<phone@example.com>");
        assertThat(received[0].getContentType()).startsWith("multipart/alternative");
    }

    @Test
    void aProbeLogsInAndSendsNothing() {
        server.setUser("phone@example.com", "offhook", "secret");
        assertThat(bridge("offhook:secret@", StartTls.NEVER).probe()).isEqualTo(new Accepted());
        assertThat(bridge("offhook:wrong@", StartTls.NEVER).probe()).isInstanceOf(TryLater.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void logsInWhereTheUrlHasALogin() {
        server.setUser("phone@example.com", "offhook", "s3cr:t@");
        var bridge = bridge("offhook:s3cr:t@@", StartTls.NEVER);
        assertThat(bridge.send(Mails.missedCall())).isCompletedWithValue(new Accepted());
    }

    @Test
    void aWrongPasswordIsWorthAnotherTry() {
        server.setUser("phone@example.com", "offhook", "secret");
        var outcome = bridge("offhook:wrong@", StartTls.NEVER).send(Mails.missedCall());
        assertThat(outcome)
                .isCompletedWithValueMatching(o -> o instanceof TryLater later
                        && later.reason().contains("does not accept our login")
                        && !later.reason().contains("wrong"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aPasswordNeverGoesOverABareConnection() {
        server.setUser("phone@example.com", "offhook", "secret");
        var outcome = bridge("offhook:secret@", StartTls.OFFERED).send(Mails.missedCall());
        assertThat(outcome)
                .isCompletedWithValueMatching(
                        o -> o instanceof TryLater later && later.reason().contains("STARTTLS"));
    }

    @Test
    void aStrangeLanguageAddsNoHeader() {
        var from = Mailbox.parse("Phone <phone@example.com>");
        var broken = new Mail(
                new MessageId("mc-1@example.com"),
                from,
                Mails.missedCall().to(),
                new HeaderText("x"),
                "a\nb",
                "<p>",
                java.util.List.of(),
                Mail.Context.TEXT_MESSAGE,
                new java.util.Locale("en\r\nBcc: x"),
                java.time.Instant.EPOCH,
                java.util.List.of());
        // Java drops what is no language from a tag, so that nothing of it reaches the header.
        assertThat(bridge("", StartTls.OFFERED).send(broken)).isCompletedWithValue(new Accepted());
        assertThat(server.getReceivedMessages()).hasSize(1).allMatch(m -> header(m, "Bcc") == null);
    }

    @Test
    void neverBlocksWhoSends() throws Exception {
        var gate = new CountDownLatch(1);
        var workers = SmtpBridge.workers();
        try {
            var bridge = new SmtpBridge(
                    url(""),
                    StartTls.OFFERED,
                    Optional.empty(),
                    task -> workers.execute(() -> {
                        await(gate);
                        task.run();
                    }));
            var outcome = bridge.send(Mails.missedCall()).toCompletableFuture();
            assertThat(outcome).isNotDone();
            gate.countDown();
            assertThat(outcome).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(new Accepted());
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void moreMailsThanThereIsRoomForAreToBeTriedLater() {
        var gate = new CountDownLatch(1);
        var workers = SmtpBridge.workers();
        try {
            for (int i = 0; i < 4 + 256; i++) {
                workers.execute(() -> await(gate));
            }
            var bridge = new SmtpBridge(url(""), StartTls.OFFERED, Optional.empty(), workers);
            assertThat(bridge.send(Mails.missedCall())).isCompletedWithValueMatching(o -> o instanceof TryLater);
        } finally {
            gate.countDown();
            workers.shutdown();
        }
    }

    private SmtpBridge bridge(String login, StartTls startTls) {
        return new SmtpBridge(url(login), startTls, Optional.empty(), Runnable::run);
    }

    private SmtpServer url(String login) {
        return SmtpServer.parse(
                "smtp://" + login + "127.0.0.1:" + server.getSmtp().getPort());
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(jakarta.mail.internet.MimeMessage mail, String name) {
        try {
            return mail.getHeader(name, null);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
