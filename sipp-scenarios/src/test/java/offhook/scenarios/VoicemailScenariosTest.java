package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers play a known tone into voicemail, and the file is looked at. */
class VoicemailScenariosTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));

    private static final String VOICEMAIL =
            """
            trusted = ["127.0.0.2"]
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
    private static Path tone;

    @BeforeAll
    static void start() throws IOException {
        tone = TONE.write(folder.resolve("tone.ul"));
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

    private static Play message(String callee) {
        return Product.stranger("caller-leaves-a-message", callee)
                .with("tone", tone.toString())
                .pause(TONE.length().plusMillis(300));
    }

    /** The recordings that are complete, their names in order. */
    private static Set<Path> recordings() {
        try (Stream<Path> files = Files.list(product.data().resolve("voicemail"))) {
            return files.filter(file -> file.toString().endsWith(".wav"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path recordedBy(Runnable calls) {
        var before = recordings();
        calls.run();
        await().until(() -> recordings().size() > before.size());
        var after = recordings();
        after.removeAll(before);
        return after.iterator().next();
    }

    private static void isTheTone(Path wav) throws IOException {
        var heard = TONE.in(wav);
        assertThat(heard.share()).as("of the energy").isGreaterThan(0.95);
        assertThat(heard.length())
                .isBetween(TONE.length().minusMillis(100), TONE.length().plusMillis(100));
    }

    @Test
    void nobodyIsRegistered() throws IOException {
        isTheTone(recordedBy(() -> product.play(message("nurse")).succeeds()));
    }

    @Test
    void nobodyAnswers() throws IOException {
        int port = product.register("juliet");
        product.play(Play.phone("phone-hears-of-its-lamp", port).with("phone", "juliet"))
                .succeeds();
        var phone = product.play(Play.phone("phone-is-cancelled", port).with("phone", "juliet"));
        isTheTone(recordedBy(() -> product.play(message("juliet")).succeeds()));
        phone.succeeds();
    }

    /** A softphone speaks for as long as the call lasts: all of the recording is the tone, in each codec. */
    @ParameterizedTest
    @ValueSource(strings = {"PCMA/8000/1", "G722/16000/1", "opus/48000/2"})
    void softphone(String codec) throws IOException {
        var wav = recordedBy(() -> new Baresip(folder, codec).call(product.sip(), "nurse", TONE.frequency(), 12));
        var heard = TONE.in(wav);
        assertThat(heard.share()).as("of the energy").isGreaterThan(0.95);
        assertThat(heard.whole()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        assertThat(heard.length()).isGreaterThan(heard.whole().minusMillis(100));
    }

    /** The PBX's own address is trusted; the oldest Diversion says whom the caller wanted. */
    @Test
    void diverted() throws IOException {
        isTheTone(recordedBy(() -> product.play(message("8000")
                        .from("127.0.0.2")
                        .with("extra", "Diversion: <sip:202@127.0.0.2>;reason=no-answer"))
                .succeeds()));
    }

    @Test
    void addressed() throws IOException {
        isTheTone(recordedBy(() -> product.play(message("vm+202")).succeeds()));
    }

    /** kill -9 in the middle of a message: what was said until then is a voicemail after the restart. */
    @Test
    void killedInTheMiddle() throws IOException {
        var wav = recordedBy(() -> {
            var caller = product.play(message("nurse"));
            caller.talks();
            await().until(() -> isWriting(product.data().resolve("voicemail"), 2 * 2 * 8000));
            product.kill();
            caller.stop();
            product.start();
        });
        var heard = TONE.in(wav);
        assertThat(heard.share()).isGreaterThan(0.95);
        assertThat(heard.whole()).isGreaterThanOrEqualTo(Duration.ofMillis(1800));
    }

    private static boolean isWriting(Path voicemail, long bytes) throws IOException {
        try (Stream<Path> files = Files.list(voicemail)) {
            return files.filter(file -> file.toString().endsWith(".part"))
                    .anyMatch(file -> file.toFile().length() > bytes);
        }
    }
}
