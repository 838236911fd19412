package offhook.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.TryLater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** STARTTLS and SMTPS against a server with a certificate of its own. */
class SmtpTlsTest {

    @TempDir
    private static Path folder;

    private static SelfSigned ours;
    private static Path oursAsPem;
    private static SelfSigned somebodyElses;

    private final List<String> received = new ArrayList<>();
    private SMTPServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = SelfSigned.forHost("localhost");
        oursAsPem = ours.writtenTo(folder.resolve("ours.pem"));
        somebodyElses = SelfSigned.forHost("elsewhere.example");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void changesToTlsAndLogsInInsideIt() throws Exception {
        starttls(ours.context(), true);
        assertThat(send("smtp://offhook:secret@localhost", StartTls.OFFERED, Optional.of(oursAsPem)))
                .isCompletedWithValue(new Accepted());
        assertThat(received).containsExactly("offhook by TLS");
    }

    @Test
    void speaksTlsFromTheFirstByte() throws Exception {
        smtps(ours.context());
        assertThat(send("smtps://localhost", StartTls.OFFERED, Optional.of(oursAsPem)))
                .isCompletedWithValue(new Accepted());
        assertThat(received).hasSize(1);
    }

    @Test
    void believesNoCertificateThatNobodyTrusts() throws Exception {
        smtps(ours.context());
        assertUntrusted(send("smtps://localhost", StartTls.OFFERED, Optional.empty()));
    }

    @Test
    void believesNoCertificateOfAnotherHost() throws Exception {
        smtps(somebodyElses.context());
        var trusted = somebodyElses.writtenTo(folder.resolve("elsewhere.pem"));
        var outcome = send("smtps://localhost", StartTls.OFFERED, Optional.of(trusted));
        assertThat(outcome)
                .isCompletedWithValueMatching(
                        o -> o instanceof TryLater later && later.reason().contains("Can't verify identity of server"));
        assertThat(received).isEmpty();
    }

    @Test
    void givesThePasswordToNobodyUnknownAfterStartTls() throws Exception {
        starttls(ours.context(), true);
        assertUntrusted(send("smtp://offhook:secret@localhost", StartTls.OFFERED, Optional.empty()));
        assertThat(received).isEmpty();
    }

    @Test
    void withoutAPasswordAnOfferOfTlsIsTakenAsItIs() throws Exception {
        starttls(ours.context(), false);
        assertThat(send("smtp://localhost", StartTls.OFFERED, Optional.empty())).isCompletedWithValue(new Accepted());
        assertThat(received).containsExactly("nobody by TLS");
    }

    @Test
    void requiredTlsIsTlsWithATrustedCertificate() throws Exception {
        starttls(ours.context(), false);
        assertUntrusted(send("smtp://localhost", StartTls.REQUIRED, Optional.empty()));
        assertThat(send("smtp://localhost", StartTls.REQUIRED, Optional.of(oursAsPem)))
                .isCompletedWithValue(new Accepted());
    }

    @Test
    void neverMeansNever() throws Exception {
        starttls(ours.context(), false);
        assertThat(send("smtp://localhost", StartTls.NEVER, Optional.empty())).isCompletedWithValue(new Accepted());
        assertThat(received).containsExactly("nobody by bare TCP");
    }

    @Test
    void aFileWithoutCertificateIsNamedAtTheStart() throws Exception {
        starttls(ours.context(), false);
        var empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send("smtp://localhost", StartTls.REQUIRED, Optional.of(empty)))
                .withMessageContaining("empty.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> send("smtp://localhost", StartTls.REQUIRED, Optional.of(folder.resolve("none"))));
    }

    private void assertUntrusted(CompletionStage<Outcome> outcome) {
        assertThat(outcome)
                .isCompletedWithValueMatching(
                        o -> o instanceof TryLater later && later.reason().contains("no TLS that we trust"),
                        "not trusted");
        assertThat(received).isEmpty();
    }

    private CompletionStage<Outcome> send(String url, StartTls startTls, Optional<Path> trust) {
        var where = SmtpServer.parse(url + ':' + server.getPortAllocated());
        return new SmtpBridge(where, startTls, trust, Runnable::run).send(Mails.missedCall());
    }

    private void starttls(SSLContext context, boolean login) throws Exception {
        start(builder().enableTLS().startTlsSocketFactory(context).requireAuth(login));
    }

    private void smtps(SSLContext context) throws Exception {
        start(builder().serverSocketFactory(context));
    }

    private void start(SMTPServer.Builder builder) {
        server = builder.build();
        server.start();
    }

    private SMTPServer.Builder builder() throws Exception {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getByName("localhost"))
                .authenticationHandlerFactory(
                        new org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory((user, password, context) -> {
                            if (!password.equals("secret")) {
                                throw new org.subethamail.smtp.auth.LoginFailedException();
                            }
                        }))
                .messageHandler((context, from, to, data) -> {
                    var who = context.getAuthenticationHandler()
                            .map(h -> "offhook")
                            .orElse("nobody");
                    received.add(who + (((Session) context).isTLSStarted() ? " by TLS" : " by bare TCP"));
                });
    }
}
