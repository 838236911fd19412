package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import offhook.gateway.control.Crossed;
import offhook.gateway.control.Who;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the control API says of people whose phones and chat clients are really there. */
@Timeout(120)
class LiveControlTest {

    @TempDir
    Path folder;

    @Test
    void whoAndTraceSeeBothWorlds() throws Exception {
        try (var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet", "nurse");
            try (var juliet = product.chat("juliet");
                    var nurse = product.chat("nurse");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                nurse.say("<presence><status>in the kitchen</status></presence>");
                juliet.say("<presence><status>on the balcony</status></presence>");
                juliet.hears("on the balcony");
                phone.register(LiveProduct.PASSWORD);
                romeo.begin("juliet");
                phone.answer(phone.hears("INVITE"), "200 OK");
                romeo.acknowledge(romeo.hears("SIP/2.0 200"));
                phone.hears("ACK");

                assertThat(product.control().get("/who", Who.Line[].class))
                        .filteredOn(line -> line.user().equals("juliet"))
                        .singleElement()
                        .satisfies(line -> {
                            assertThat(line.phone()).isEqualTo("on the phone");
                            assertThat(line.phones()).singleElement().asString().startsWith("sip:juliet@127.0.0.1");
                            assertThat(line.chats()).containsExactly("chat");
                        });

                var crossed = crossed(product, "juliet", "sip out ACK ");
                assertThat(crossed)
                        .contains("sip in REGISTER sip:capulet.example SIP/2.0")
                        .contains("sip out SIP/2.0 401 Unauthorized")
                        .contains("sip in INVITE sip:juliet@capulet.example SIP/2.0")
                        .contains("sip out INVITE sip:juliet@127.0.0.1")
                        .contains("sip in SIP/2.0 200 OK")
                        .contains(
                                "xmpp in <presence from='juliet@capulet.example/chat'><status>on the balcony</status></presence>")
                        .contains("xmpp out <presence")
                        .doesNotContain("xmpp in <presence from='nurse")
                        .doesNotContain(LiveProduct.PASSWORD)
                        .doesNotContain("response=\"");
            }
        }
    }

    /** What crossed the wires for a person until something that did. */
    private static String crossed(LiveProduct product, String user, String last) {
        var crossed = new ArrayList<String>();
        try (var lines = product.control().follow("/trace/" + user, Crossed.class)) {
            for (var line = lines.iterator(); !isLast(crossed, last) && line.hasNext(); ) {
                var next = line.next();
                crossed.add(next.wire() + ' ' + next.direction() + ' ' + next.text());
            }
        }
        return String.join("\n", crossed);
    }

    private static boolean isLast(List<String> crossed, String last) {
        return !crossed.isEmpty() && crossed.get(crossed.size() - 1).startsWith(last);
    }
}
