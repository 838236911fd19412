package offhook.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import offhook.gateway.control.Patient;
import offhook.runtime.testing.FreePort;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mail server is away: nothing is lost, the numbers show it, and the mail is sent when it is back. */
@Timeout(120)
class MailDownTest {

    @TempDir
    Path folder;

    @Test
    void whatCannotBeSentWaitsAndIsSeen() throws Exception {
        int port = FreePort.next();
        LiveProduct.writePeople(folder.resolve("users.csv"), "juliet,Juliet,201,wherefore,juliet@mail.example");
        try (var product = new LiveProduct(folder, LiveProduct.mailing(port));
                var romeo = product.stranger("romeo")) {
            assertThat(romeo.invite("juliet")).startsWith("SIP/2.0 404");
            eventually(product, "offhook_notify_attempt_total{channel=\"mail\",outcome=\"later\"}", 1);
            assertThat(product.number("offhook_outbox_waiting")).isEqualTo(1);
            assertThat(product.number("offhook_outbox_oldest_seconds")).isPositive();
            assertThat(product.control().get("/hospital", Patient[].class)).isEmpty();

            var mail = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            mail.start();
            try {
                assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
                eventually(product, "offhook_outbox_waiting", 0);
                assertThat(mail.getReceivedMessages()).hasSize(1);
            } finally {
                mail.stop();
            }
        }
    }

    @Test
    void whatIsRefusedWaitsInTheHospital() throws Exception {
        LiveProduct.writePeople(folder.resolve("users.csv"), "juliet,Juliet,201,wherefore,juliet@mail.example");
        try (var mail = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var product = new LiveProduct(folder, LiveProduct.mailing(mail.getLocalPort()));
                var romeo = product.stranger("romeo")) {
            assertThat(romeo.invite("juliet")).startsWith("SIP/2.0 404");
            refuseRecipients(mail);
            eventually(product, "offhook_outbox_hospital", 1);
            var patient = product.control().get("/hospital", Patient[].class)[0];
            assertThat(patient.user()).isEqualTo("juliet");
            assertThat(patient.cause()).contains("550");
            assertThat(product.number("offhook_outbox_waiting")).isZero();

            product.control().delete("/hospital/" + patient.id());
            assertThat(product.number("offhook_outbox_hospital")).isZero();
        }
    }

    /** A mail server that knows nobody, for one connection. */
    private static void refuseRecipients(ServerSocket server) throws IOException {
        try (var socket = server.accept();
                var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            var answer = "220 mail.example";
            while (true) {
                socket.getOutputStream().write((answer + "\r\n").getBytes(US_ASCII));
                var line = lines.readLine();
                if (line == null || line.startsWith("QUIT")) {
                    return;
                }
                answer = line.startsWith("RCPT") ? "550 5.1.1 no such mailbox" : "250 ok";
            }
        }
    }

    private static void eventually(LiveProduct product, String number, double value) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> product.number(number) == value);
    }
}
