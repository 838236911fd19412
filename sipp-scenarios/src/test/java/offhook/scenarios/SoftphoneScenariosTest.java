package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A softphone leaves a message in each codec. */
class SoftphoneScenariosTest {

    private static final SpokenTone TONE = new SpokenTone(1000, Duration.ofSeconds(4));

    private static final String VOICEMAIL =
            """
            [voicemail]
            min = "1s"
            [voicemail.media]
            address = "127.0.0.1"
            """;

    @TempDir
    static Path folder;

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product(VOICEMAIL, List.of("nurse"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    /** It speaks for as long as the call lasts: all of the recording is the tone. */
    @ParameterizedTest
    @ValueSource(strings = {"PCMA/8000/1", "G722/16000/1", "opus/48000/2"})
    void allOfTheRecordingIsTheTone(String codec) throws IOException {
        var wav = Recordings.of(product)
                .leftBy(() -> new Baresip(folder, codec).call(product.sip(), "nurse", TONE.frequency(), 12));
        var heard = TONE.in(wav);
        assertThat(heard.share()).as("of the energy").isGreaterThan(0.95);
        assertThat(heard.whole()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        assertThat(heard.length()).isGreaterThan(heard.whole().minusMillis(100));
    }
}
