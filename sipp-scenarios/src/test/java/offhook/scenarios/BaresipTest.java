package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import offhook.demo.chat.ChatClient;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real SIP phone with SIMPLE presence and real chat clients see, call and write to each other: RFC 8048, RFC 7572. */
class BaresipTest {

    /** baresip 1.0 gives up where any challenge is not MD5. */
    private static final String MD5 = "digest = [\"md5\"]\n";

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(MD5 + Product.AT_ONCE, List.of("juliet", "nurse", "romeo", "tybalt"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    /** It has one word for being away and being offline. */
    @Test
    void aBuddyListShowsChat() {
        try (var phone = BuddyPhone.phone(product, folder, "juliet", "nurse@" + Product.DOMAIN)) {
            phone.shows("contacts", "Offline.*nurse@");
            try (var nurse = product.chat("nurse")) {
                seesNurse(phone, "Offline", "Online");
                nurse.says(Presence.Mode.away, "at the market");
                seesNurse(phone, "Online", "Offline");
                nurse.says(Presence.Mode.dnd, "washing");
                seesNurse(phone, "Offline", "Busy");
                nurse.says(Presence.Mode.available, "");
                seesNurse(phone, "Busy", "Online");
            }
            seesNurse(phone, "Online", "Offline");
        }
    }

    /** Somebody without any chat client; it begins by saying that they are there. */
    @Test
    void aRosterShowsWhatAPhonePublishes() {
        try (var nurse = new Colleague(product.chat("nurse"));
                var tybalt = BuddyPhone.publisher(product, folder, "tybalt")) {
            assertThat(nurse.sees("tybalt")).isEqualTo("phone: available");
            tybalt.does("presence_offline");
            assertThat(nurse.sees("tybalt")).isEqualTo("phone: offline");
            tybalt.does("presence_online");
            assertThat(nurse.sees("tybalt")).isEqualTo("phone: available");
        }
    }

    @Test
    void aCallBetweenThemShowsInTheRoster() {
        try (var nurse = new Colleague(product.chat("nurse"));
                var juliet = product.chat("juliet");
                var romeo = BuddyPhone.phone(product, folder, "romeo");
                var phone = BuddyPhone.phone(product, folder, "juliet")) {
            assertThat(nurse.sees("juliet")).isEqualTo("available");
            romeo.does("dial sip:juliet@" + Product.DOMAIN);
            phone.says("Call established");
            assertThat(nurse.sees("juliet")).isEqualTo("dnd, On the phone");
            assertThat(nurse.sees("romeo")).isEqualTo("phone: dnd, On the phone");
            romeo.does("hangup");
            assertThat(nurse.sees("juliet")).isEqualTo("available");
            assertThat(nurse.sees("romeo")).isEqualTo("phone: offline");
            assertThat(juliet.roster()).contains("Romeo");
        }
    }

    @Test
    void theyWriteToEachOther() {
        try (var juliet = product.chat("juliet");
                var romeo = BuddyPhone.phone(product, folder, "romeo", "juliet@" + Product.DOMAIN)) {
            romeo.does("message But soft, what light");
            var message = juliet.message("what Romeo writes");
            assertThat(message.getBody()).isEqualTo("But soft, what light");
            assertThat(message.getFrom().toString()).isEqualTo("romeo@" + Product.DOMAIN);
            juliet.writes("203@phone." + Product.DOMAIN, "O Romeo");
            romeo.says(
                    "sip:juliet@" + Product.DOMAIN + "\\S*: \"O Romeo\""); // behind it, the client that it comes from
        }
    }

    /** The phone is not ours: it stands at the PBX, and answers SUBSCRIBE itself. The server is another one, too. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aRosterShowsAPhoneAtThePbx() {
        int port = Ports.free();
        var contact = "benvolio@phone." + Product.DOMAIN;
        try (var benvolio = BuddyPhone.alone(folder, port, "benvolio");
                var beside = new Product(MD5 + "[pbx]\nhost = \"127.0.0.1:%d\"\n".formatted(port), List.of("juliet"));
                var juliet = beside.chat("juliet")) {
            juliet.asks(contact);
            sees(juliet, contact, Presence.Type.subscribed);
            benvolio.does("presence_online");
            sees(juliet, contact, Presence.Type.available);
            benvolio.does("presence_offline");
            sees(juliet, contact, Presence.Type.unavailable);
            benvolio.does("presence_online");
            sees(juliet, contact, Presence.Type.available);
        }
    }

    /** The words are in colours. */
    private static void seesNurse(BuddyPhone phone, String before, String after) {
        phone.says("nurse@\\S+ changed status from .*" + before + ".* to .*" + after);
    }

    private static void sees(ChatClient client, String contact, Presence.Type type) {
        client.presence(contact, type + " of " + contact, presence -> presence.getType() == type);
    }
}
