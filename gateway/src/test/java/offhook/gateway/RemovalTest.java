package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import offhook.gateway.command.OffhookCommand;
import offhook.gateway.command.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody leaves while the server runs, and somebody else of the same name comes. */
@Timeout(120)
class RemovalTest {

    @TempDir
    Path folder;

    @Test
    void nothingOfTheOldOneIsLeft() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet", "nurse");
            try (var nurse = product.chat("nurse");
                    var juliet = product.chat("juliet");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                nurse.say("<presence/>");
                juliet.say("<presence><status>on the balcony</status></presence>"
                        + "<iq type='set' id='v'><vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard></iq>");
                juliet.hears("id='v'");
                assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);
                assertThat(product.column("SELECT person FROM bindings")).containsExactly("juliet");

                missedCall(romeo, phone);
                juliet.hears("Missed call from");
                talk(romeo, phone);
                nurse.hears("<show>dnd</show>");
                assertThat(product.column("SELECT DISTINCT person FROM outbox")).containsExactly("juliet");

                product.control().delete("/users/juliet");
                assertThat(juliet.hearsTheEnd()).contains("not-authorized");
                nurse.hears("<presence[^>]*type='unavailable'[^>]*from='juliet|from='juliet[^>]*type='unavailable'");
                for (var table : new String[] {"bindings", "outbox"}) {
                    assertThat(product.column("SELECT person FROM " + table + " WHERE person = 'juliet'"))
                            .as(table)
                            .isEmpty();
                }
                assertThat(product.column("SELECT account FROM vcard")).isEmpty();
                assertThat(romeo.invite("juliet")).startsWith("SIP/2.0 404");
            }
            product.add("juliet");
            assertThat(product.gateway.parts.sip.core().calls().busy()).isEmpty();
            try (var nurse = product.chat("nurse");
                    var juliet = product.chat("juliet");
                    var romeo = product.stranger("romeo")) {
                nurse.say("<presence/>");
                juliet.say("<presence/><iq type='get' id='v'><vCard xmlns='vcard-temp'/></iq>");
                assertThat(juliet.hears("<iq[^>]*id='v'.*?(</iq>|/>)")).doesNotContain("<FN>");
                nurse.hears("<presence[^>]*from='juliet@capulet.example/chat'");
                juliet.hearsNothingLike("Missed call");
                nurse.hearsNothingLike("dnd|on the balcony");
                assertThat(romeo.invite("juliet")).as("no phone is registered").startsWith("SIP/2.0 404");
                juliet.hears("Missed call from");
            }
        }
    }

    @Test
    void norIsAnythingOfWhoIsRemovedWhileTheServerIsDown() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet");
            try (var juliet = product.chat("juliet");
                    var phone = product.phone("juliet")) {
                juliet.say("<iq type='set' id='v'><vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard></iq>");
                juliet.hears("id='v'");
                assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);
            }
        }
        var nobodyListens = Files.readString(folder.resolve("offhook.toml"))
                .replace("http = \"127.0.0.1:0\"", "http = \"127.0.0.1:1\"");
        var file = Files.writeString(folder.resolve("down.toml"), nobodyListens);
        var said = new StringWriter();
        int exitCode = OffhookCommand.line(new Server(), Terminal.ofProcess())
                .setOut(new PrintWriter(said, true))
                .execute("user", "remove", "juliet", "--config", file.toString());
        assertThat(exitCode).isZero();
        assertThat(said).hasToString("juliet is removed" + System.lineSeparator());
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            assertThat(product.column("SELECT account FROM vcard")).isEmpty();
            assertThat(product.column("SELECT person FROM bindings")).isEmpty();
            assertThat(product.column("SELECT id FROM person_removed")).isEmpty();
        }
    }

    private static void missedCall(LivePhone caller, LivePhone phone) throws Exception {
        caller.begin("juliet");
        var invite = phone.hears("INVITE");
        phone.answer(invite, "180 Ringing");
        caller.hears("SIP/2.0 180");
        caller.cancel("juliet");
        phone.answer(phone.hears("CANCEL"), "200 OK");
        phone.answer(invite, "487 Request Terminated");
        caller.hears("SIP/2.0 487");
    }

    private static void talk(LivePhone caller, LivePhone phone) throws Exception {
        caller.begin("juliet");
        phone.answer(phone.hears("INVITE"), "200 OK");
        caller.acknowledge(caller.hears("SIP/2.0 200"));
    }
}
