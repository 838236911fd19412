package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People hear by a softphone, with keys as events of RFC 4733, what others have left. */
class PickupScenariosTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));
    private static final String CODEC = "PCMU/8000/1";

    /** baresip 1.0 gives up where any challenge is not MD5. */
    private static final String TOML =
            "digest = [\"md5\"]\ntrusted = [\"127.0.0.2\"]\n" + Product.VOICEMAIL + "number = \"8000\"\n";

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(TOML, List.of("juliet", "nurse"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    private static void leaveAMessage(String callee) {
        product.play(TONE.leftWith(callee, folder)).succeeds();
        await().until(() -> product.log().contains("for " + callee + " is kept: YES"));
    }

    private static void logs(String line) {
        await().atMost(Duration.ofSeconds(20)).until(() -> product.log().contains(line));
    }

    /** At her own phone, where she chooses a PIN first; then from anywhere. */
    @Test
    void messagesAreHeard() throws IOException {
        leaveAMessage("nurse");
        var own = new Baresip(folder, CODEC).of(product.sip(), "nurse", Product.PASSWORD, Product.DOMAIN);
        try (own) {
            own.dials("sip:8000@" + Product.DOMAIN);
            own.talks();
            own.presses("4711#");
            own.presses("4711#");
            logs("listens to the voicemails of nurse");
            own.presses("1");
            own.ends(18);
        }
        assertThat(TONE.in(own.heard()).length()).isGreaterThan(TONE.length().minusMillis(400));

        leaveAMessage("nurse");
        var foreign = new Baresip(folder, CODEC).stranger(product.sip());
        try (foreign) {
            foreign.dials("sip:nurse@" + Product.DOMAIN);
            foreign.talks();
            foreign.presses("*4711#");
            await().until(() -> product.log().split("listens to the voicemails of nurse").length == 3);
            foreign.presses("1");
            foreign.ends(18);
        }
        assertThat(TONE.in(foreign.heard()).length())
                .isGreaterThan(TONE.length().minusMillis(400));
        guessingLocks("nurse");
    }

    /** SIPp as her phone at the PBX, and as a stranger's: a PIN is chosen and entered, a voicemail deleted, all by events. */
    @Test
    void keysAsTheyCrossTheWire() throws IOException {
        assumeTrue(Capture.canBeSent(), "SIPp sends captures by raw sockets");
        var moment = Duration.ofMillis(1200);
        try (var juliet = product.chat("juliet")) {
            leaveAMessage("juliet");
            var voicemail = juliet.message("the alert").getFrom().toString();
            var own = new Capture()
                    .isSilent(moment)
                    .presses("4711#")
                    .isSilent(moment)
                    .presses("4711#")
                    .isSilent(moment)
                    .presses("1")
                    .isSilent(moment)
                    .presses("7")
                    .isSilent(moment);
            var atThePbx = Play.caller("caller-plays-a-capture")
                    .from("127.0.0.2")
                    .with("caller", "201")
                    .with("caller_name", "Juliet")
                    .with("caller_domain", Product.DOMAIN)
                    .with("callee", "8000");
            plays(own, atThePbx);
            juliet.writes(voicemail, "keep");
            assertThat(juliet.message("the answer").getBody())
                    .as("a new one would be kept as new")
                    .startsWith("It is heard");
            var foreign = new Capture()
                    .isSilent(moment)
                    .presses("*")
                    .isSilent(moment)
                    .presses("4711#")
                    .isSilent(moment);
            plays(foreign, Product.stranger("caller-plays-a-capture", "juliet"));
            await().until(() -> product.log().split("listens to the voicemails of juliet").length == 3);
        }
    }

    private static void plays(Capture capture, Play call) throws IOException {
        var file = capture.write(folder.resolve("keys" + capture.length().toMillis() + ".pcap"));
        product.play(call.with("pcap", file.toString()).pause(capture.length().plusMillis(500)))
                .succeeds();
    }

    private static void guessingLocks(String user) {
        for (var guesses : List.of("*0001#0002#0003#", "*0004#0005#")) {
            try (var guesser = new Baresip(folder, CODEC).stranger(product.sip())) {
                guesser.dials("sip:" + user + '@' + Product.DOMAIN);
                guesser.talks();
                guesser.presses(guesses);
                guesser.ends(5);
            }
        }
        logs("5 wrong PINs of voicemails from sip:15550199@pstn.example");
    }
}
