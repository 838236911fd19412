package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.time.Duration;
import offhook.runtime.testing.FreePort;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.PostgresqlServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL crashes under the running server, and comes back: who needs it hears to try later, and nothing else changes. */
@Timeout(180)
class DatabaseAwayTest {

    @TempDir
    Path folder;

    @Test
    void allGoesOnWhenItIsBack() throws Exception {
        int mailPort = FreePort.next();
        LiveProduct.writePeople(
                folder.resolve("users.csv"),
                "juliet,Juliet,201,wherefore,juliet@mail.example",
                "nurse,Nurse,202,wherefore,",
                "romeo,Romeo,203,wherefore,");
        try (var server = PostgresqlServer.start();
                var log = Logged.byAnybody();
                var product = new LiveProduct(
                        folder,
                        LiveProduct.mailing(mailPort)
                                + "after = \"1s\"\n[storage]\nurl = \"%s\"\n".formatted(server.newSchema()));
                var nurse = product.chat("nurse");
                var phone = product.phone("juliet");
                var newcomer = product.phone("romeo");
                var stranger = product.stranger("paris")) {
            nurse.say("<presence/>");
            assertThat(stranger.invite("juliet")).startsWith("SIP/2.0 404");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> product.number("offhook_outbox_waiting") == 1);
            assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);

            server.crash();
            nurse.say("<message to='romeo@capulet.example' id='lost'><body>Sir</body></message>");
            assertThat(nurse.hears("<message[^>]*id='lost'.*?</message>")).contains("type='error'", "type='wait'");
            nurse.say("<iq type='get' id='read'><vCard xmlns='vcard-temp'/></iq>");
            assertThat(nurse.hears("<iq[^>]*id='read'.*?</iq>")).contains("internal-server-error", "type='wait'");
            nurse.say("<iq type='set' id='write'><vCard xmlns='vcard-temp'><FN>Nurse</FN></vCard></iq>");
            assertThat(nurse.hears("<iq[^>]*id='write'.*?</iq>")).contains("internal-server-error", "type='wait'");
            nurse.say("<iq type='get' id='ping' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
            nurse.hears("<iq[^>]*id='ping'[^>]*type='result'|<iq[^>]*type='result'[^>]*id='ping'");
            try (var romeo = product.chat("romeo")) {
                assertThat(romeo.hearsTheEnd()).contains("internal-server-error", "try again later");
            }
            assertThat(newcomer.register(LiveProduct.PASSWORD)).isGreaterThanOrEqualTo(500);
            assertThat(product.get("/readyz")).startsWith("503 ");
            assertThat(product.get("/healthz")).startsWith("200 ");
            said(log, "Writes fail: PostgreSQL at", 1);
            said(log, "Reads fail: PostgreSQL at", 1);

            server.recover();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> product.get("/readyz")
                    .startsWith("200 "));
            awaitRead(nurse);
            assertThat(newcomer.register(LiveProduct.PASSWORD)).isEqualTo(200);
            assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);
            nurse.say("<message to='romeo@capulet.example' id='kept'><body>Come</body></message>");
            try (var romeo = product.chat("romeo")) {
                romeo.say("<presence/>");
                romeo.hears("<body>Come</body>");
            }
            var mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            mail.start();
            try {
                assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> product.number("offhook_outbox_waiting") == 0);
                assertThat(mail.getReceivedMessages()).hasSize(1);
            } finally {
                mail.stop();
            }
            said(log, "Writes work again", 1);
            said(log, "Reads work again", 1);
            assertThat(log.traces()).isEmpty();
        }
    }

    /** Until the pool has found the server again, it is said to try later. */
    private static void awaitRead(LiveChat client) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            client.say("<iq type='get' id='again'><query xmlns='jabber:iq:private'><a xmlns='urn:a'/></query></iq>");
            return client.hears("<iq[^>]*id='again'.*?</iq>").contains("type='result'");
        });
    }

    private static void said(Logged log, String start, int times) {
        assertThat(log.await(start)).as(String.valueOf(log.lines())).hasSize(times);
    }
}
