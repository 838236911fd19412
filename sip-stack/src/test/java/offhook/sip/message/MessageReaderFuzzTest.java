package offhook.sip.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.stream.Stream;
import offhook.sip.testing.Torture;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a message, a refusal or nothing, and whatever can be asked of a message has an answer or a 400. Plays the
 * messages of RFC 4475 and RFC 5118; with JAZZER_FUZZ=1 (and {@code mvn -Plong}) it looks for more.
 */
class MessageReaderFuzzTest {

    private static final int LARGE = 100_000;

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    static Stream<Arguments> corpus() throws IOException, URISyntaxException {
        return Torture.messages().stream().map(message -> Arguments.of((Object) message));
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadOrRefused(byte[] bytes) {
        if (bytes.length < LARGE) {
            GuardPropertyTest.check(reader, bytes);
        }
    }
}
