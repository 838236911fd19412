package offhook.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
        var folder = Path.of(MessageReaderFuzzTest.class.getResource("/torture").toURI());
        try (var files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".dat")).sorted().toList().stream()
                    .map(path -> Arguments.of((Object) read(path)));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "2m")
    void anyBytesAreReadOrRefused(byte[] bytes) {
        if (bytes.length < LARGE) {
            GuardPropertyTest.check(reader, bytes);
        }
    }

    /** The values that are read lazily, each by itself. */
    @MethodSource("corpus")
    @FuzzTest(maxDuration = "1m")
    void anyTextIsAValueOrRefused(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        for (Runnable read : new Runnable[] {
            () -> Uri.parse(text).isEquivalent(Uri.parse(text)),
            () -> NameAddr.parse(text).uri(),
            () -> Via.parse(text).branch(),
            () -> CSeq.parse(text),
            () -> Reason.parse(text)
        }) {
            try {
                read.run();
            } catch (SipFailure refused) {
                if (refused.status() < 400) {
                    throw refused;
                }
            }
        }
    }
}
