package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers play a known tone into voicemail, and the file is looked at. */
class VoicemailScenariosTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));

    private static final String TOML = "trusted = [\"127.0.0.2\"]\n" + Product.VOICEMAIL + "number = \"8000\"\n";

    @TempDir
    static Path folder;

    private static Product product;
    private static Recordings recordings;

    @BeforeAll
    static void start() {
        product = new Product(TOML, List.of("juliet", "nurse", "romeo", "tybalt"));
        recordings = Recordings.of(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    private static Play message(String callee) {
        return TONE.leftWith(callee, folder);
    }

    private static void isLeftBy(Play message) throws IOException {
        TONE.isAllOf(TONE.in(recordings.leftBy(() -> product.play(message).succeeds())));
    }

    @Test
    void nobodyIsRegistered() throws IOException {
        isLeftBy(message("nurse"));
    }

    @Test
    void nobodyAnswers() throws IOException {
        int port = product.register("juliet");
        product.play(Play.phone("phone-hears-of-its-lamp", port).with("phone", "juliet"))
                .succeeds();
        var phone = product.play(Play.phone("phone-is-cancelled", port).with("phone", "juliet"));
        isLeftBy(message("juliet"));
        phone.succeeds();
    }

    /** Of her only phone, so that voicemail answers at once. */
    @Test
    void herPhoneIsBusy() throws IOException {
        int port = product.register("romeo");
        product.play(Play.phone("phone-hears-of-its-lamp", port).with("phone", "romeo"))
                .succeeds();
        var phone = product.play(Play.phone("phone-refuses-at-once", port).with("extra", "X-Device: 1"));
        isLeftBy(message("romeo"));
        phone.succeeds();
    }

    /** A softphone that puts voicemail on hold and takes it back (RFC 3264 §8.4): all of it is one message. */
    @Test
    void heldAndTakenBack() throws IOException {
        var tone = new SpokenTone(440, Duration.ofMinutes(2));
        var wav = recordings.leftBy(() -> {
            try (var phone = new Baresip(folder, "PCMU/8000/1").stranger(product.sip())) {
                phone.dials("sip:vm+nurse@" + Product.DOMAIN);
                phone.talks();
                phone.presses("#");
                phone.talksOn(2500);
                phone.holds();
                phone.talksOn(1500);
                phone.takesBack();
                phone.talksOn(2500);
                phone.hangsUp();
                phone.ends(1);
            }
        });
        var heard = tone.in(wav);
        assertThat(heard.share()).isGreaterThan(0.95);
        assertThat(heard.length()).isBetween(Duration.ofMillis(3500), Duration.ofMillis(7000));
    }

    /** The PBX's own address is trusted; the oldest Diversion says whom the caller wanted. */
    @Test
    void diverted() throws IOException {
        isLeftBy(message("8000").from("127.0.0.2").with("extra", "Diversion: <sip:202@127.0.0.2>;reason=no-answer"));
    }

    @Test
    void addressed() throws IOException {
        isLeftBy(message("vm+202"));
    }

    /** kill -9 in the middle of a message: what was said until then is a voicemail after the restart, and is told. */
    @Test
    void killedInTheMiddle() throws IOException {
        var wav = recordings.leftBy(() -> {
            var caller = product.play(message("tybalt"));
            caller.talks();
            await().until(() -> recordings.isGrowing(2 * 2 * 8000));
            product.kill();
            caller.stop();
            product.start();
        });
        var heard = TONE.in(wav);
        assertThat(heard.share()).isGreaterThan(0.95);
        assertThat(heard.whole()).isGreaterThanOrEqualTo(Duration.ofMillis(1800));
        try (var tybalt = product.chat("tybalt")) {
            assertThat(tybalt.message("the alert").getBody())
                    .startsWith("Voicemail from Caller ")
                    .contains(", cut by a restart.");
        }
    }
}
