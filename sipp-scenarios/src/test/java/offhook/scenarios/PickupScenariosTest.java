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

/** People hear by a softphone, with keys as events of RFC 4733, what others have left. */
class PickupScenariosTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));
    private static final String CODEC = "PCMU/8000/1";

    /** baresip 1.0 gives up where any challenge is not MD5. */
    private static final String VOICEMAIL =
            """
            digest = ["md5"]
            [voicemail]
            answer_after = "1s"
            number = "8000"
            min = "1s"
            [voicemail.media]
            address = "127.0.0.1"
            """;

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(VOICEMAIL, List.of("juliet", "nurse"));
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
            await().until(() -> own.output().contains("Call established"));
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
            await().until(() -> foreign.output().contains("Call established"));
            foreign.presses("*4711#");
            await().until(() -> product.log().split("listens to the voicemails of nurse").length == 3);
            foreign.presses("1");
            foreign.ends(18);
        }
        assertThat(TONE.in(foreign.heard()).length())
                .isGreaterThan(TONE.length().minusMillis(400));
        guessingLocks("nurse");
    }

    private static void guessingLocks(String user) {
        for (var guesses : List.of("*0001#0002#0003#", "*0004#0005#")) {
            try (var guesser = new Baresip(folder, CODEC).stranger(product.sip())) {
                guesser.dials("sip:" + user + '@' + Product.DOMAIN);
                await().until(() -> guesser.output().contains("Call established"));
                guesser.presses(guesses);
                guesser.ends(5);
            }
        }
        logs("The voicemail of " + user + " is locked until");
    }
}
