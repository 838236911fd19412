package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import offhook.gateway.control.ControlClient;
import offhook.gateway.control.LeftMessage;
import offhook.gateway.ops.OpsConfig;
import offhook.mail.intake.testing.VendorMails;
import offhook.runtime.config.Listen;
import offhook.voicemail.testing.SoundFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server is killed while a PBX brings mails, which sends again what was not acknowledged: each is there, once. */
@Execution(ExecutionMode.CONCURRENT) // with processes and a folder of its own
@Timeout(300)
class MailIntakeCrashTest {

    private static final int MAILS = 24;
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        var file = Files.writeString(
                folder.resolve("offhook.toml"),
                """
                domain = "capulet.example"
                data = "data"
                [directory]
                source = "csv:users.csv"
                [sip]
                listen = ["udp:127.0.0.1:0"]
                [xmpp]
                listen = ["127.0.0.1:0"]
                [mail.intake]
                listen = ["127.0.0.1:0"]
                clients = ["127.0.0.1"]
                [ops]
                http = "127.0.0.1:0"
                """);
        LiveProduct.writePeople(folder.resolve("users.csv"), "juliet,Juliet,201,wherefore,juliet@mail.example");
        var waiting = new ArrayList<>(IntStream.range(0, MAILS).boxed().toList());
        var random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            try (var server = new OffhookProcess(file)) {
                var port = server.address("mail-intake").getPort();
                var some = new CountDownLatch(1 + random.nextInt(4));
                var killer = new Thread(() -> kill(server, some));
                killer.start();
                bring(port, waiting, some);
                killer.join();
            }
        }
        try (var server = new OffhookProcess(file)) {
            bring(server.address("mail-intake").getPort(), waiting, new CountDownLatch(MAILS));
            assertThat(waiting).isEmpty();
            var http = new Listen(null, "127.0.0.1", server.address("http").getPort());
            var control = new ControlClient(new OpsConfig(http), folder.resolve("data"));
            await().until(() -> lengths(control).size() >= MAILS);
            assertThat(lengths(control))
                    .as("each mail had a sound of its own length")
                    .isEqualTo(IntStream.range(0, MAILS).map(i -> 1 + i).boxed().toList());
            server.signal("TERM");
            assertThat(server.exitCode(60)).isEqualTo(143);
            assertThat(folder.resolve("data/intake")).isEmptyDirectory();
        }
    }

    private static List<Integer> lengths(ControlClient control) {
        return Arrays.stream(control.get("/voicemail/juliet", LeftMessage[].class))
                .map(left -> (int) left.seconds())
                .sorted()
                .toList();
    }

    private static void kill(OffhookProcess server, CountDownLatch some) {
        try {
            some.await();
            server.signal("KILL");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Until all are taken, or nobody takes any more. */
    private static void bring(int port, List<Integer> waiting, CountDownLatch taken) {
        var session = Session.getInstance(new Properties());
        while (!waiting.isEmpty()) {
            int next = waiting.get(0);
            var sound = SoundFiles.wav(1000, 1000 * (1 + next));
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect("127.0.0.1", port, null, null);
                var mail = VendorMails.of("asterisk", sound, Integer.toString(next), Instant.now());
                transport.sendMessage(
                        new MimeMessage(session, new ByteArrayInputStream(mail)),
                        new InternetAddress[] {new InternetAddress("juliet@mail.example")});
                waiting.remove(0);
                taken.countDown();
            } catch (MessagingException e) {
                if (taken.getCount() == 0) {
                    return; // it was killed
                }
                throw new AssertionError(e);
            }
        }
    }
}
