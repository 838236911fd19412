package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phones are at a real PBX, Kamailio, where Offhook is one more phone of each extension: docs/pbx/kamailio.md. */
class KamailioShadowTest {

    @TempDir
    private static Path folder;

    private static Kamailio kamailio;
    private static Product product;
    private static ChatClient juliet;
    private static int phone;

    @BeforeAll
    static void start() throws IOException {
        var secrets = folder.resolve("secrets.csv");
        Files.createFile(secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                secrets, "extension,password\n201,%s\n202,%s\n".formatted(Product.PASSWORD, Product.PASSWORD));
        kamailio = new Kamailio();
        product = new Product(
                """
                [pbx]
                host = "127.0.0.1:%d"
                watch = ["shadow", "mwi"]
                domain = "%s"
                secrets = "%s"
                password = "%s"
                down = "6s"
                """
                        .formatted(kamailio.port(), Kamailio.DOMAIN, secrets, Product.PASSWORD),
                List.of("juliet", "romeo"));
        juliet = product.chat("juliet");
        phone = kamailio.register("201");
        registered();
    }

    private static void registered() {
        await("both extensions to be registered")
                .atMost(Duration.ofSeconds(60))
                .until(() -> product.number("offhook_pbx_shadows") == 2);
    }

    @AfterAll
    static void stop() {
        juliet.close();
        product.close();
        kamailio.close();
    }

    @AfterEach
    void silence() {
        kamailio.silence();
    }

    private static Play caller(String scenario) {
        return Product.stranger(scenario, "201");
    }

    private static void play(Play caller, String atThePhone, String refusal) {
        var rung = kamailio.play(Play.phone(atThePhone, phone)
                .with("phone", "201")
                .with("extra", "X-Device: 1")
                .refusal(refusal));
        kamailio.play(caller).succeeds();
        rung.succeeds();
    }

    private static String missed(Play caller) {
        return "Missed call from Caller " + caller.keys().get("caller");
    }

    private static String next() {
        return juliet.message("an alert").getBody();
    }

    /** What a missed call of somebody else says must be the next that is said. */
    private static void nothingWasSaid() {
        var other = caller("caller-cancels");
        play(other, "phone-is-cancelled", "");
        assertThat(next()).contains(missed(other));
    }

    @Test
    void thePhoneAnswers() {
        play(caller("caller-talks"), "phone-talks", "");
        nothingWasSaid();
    }

    @Test
    void theCallerGivesUp() {
        var caller = caller("caller-cancels");
        play(caller, "phone-is-cancelled", "");
        assertThat(next()).contains(missed(caller));
    }

    @Test
    void nobodyAnswersInTime() {
        var caller = caller("caller-is-refused").with("extra", "X-Impatient: yes");
        play(caller, "phone-is-cancelled", "");
        assertThat(next()).contains(missed(caller));
    }

    /** RFC 3261 §16.7 step 5: a 6xx ends the ringing of all. */
    @Test
    void thePhoneDeclines() {
        play(caller("caller-is-refused"), "phone-refuses", "603 Decline");
        nothingWasSaid();
    }

    /** Kamailio's presence_mwi; what is there when a mailbox is first seen is nothing new. */
    @Test
    void voicemailThatStaysThere() {
        await("the mailboxes to be watched")
                .atMost(Duration.ofSeconds(60))
                .until(() -> product.number("offhook_pbx_up{source=\"mwi\"}") == 1);
        tells("0/0");
        tells("2/0");
        assertThat(next()).contains("2 new voicemails");
        tells("1/1");
        tells("2/1");
        assertThat(next()).contains("2 new voicemails");
    }

    private static void tells(String counts) {
        kamailio.play(Play.caller("voicemail-tells").with("mailbox", "201").with("counts", counts))
                .succeeds();
    }

    @Test
    void kamailioRestarts() {
        kamailio.stop();
        await("the registrations to be lost")
                .atMost(Duration.ofSeconds(60))
                .until(() -> product.number("offhook_pbx_shadows") == 0);
        kamailio.start();
        phone = kamailio.register("201");
        registered();
        theCallerGivesUp();
    }
}
