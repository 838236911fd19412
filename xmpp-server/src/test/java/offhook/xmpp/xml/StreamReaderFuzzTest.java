package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offhook.xmpp.testing.Hostile;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are a stream or a stream error, the same ones however they come in, and every element that is let through is
 * what the parser of the JDK makes of it, also when we write it anew. Plays the hostile corpus; with JAZZER_FUZZ=1 (and {@code mvn -Plong}) it looks
 * for more.
 */
class StreamReaderFuzzTest {

    private static final byte[] HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>".getBytes(UTF_8);
    private static final int LARGE = 20_000;

    static Stream<Arguments> corpus() {
        return Stream.of("markup.txt", "encoding.txt", "namespace.txt", "size.txt", "header.txt")
                .flatMap(file -> Hostile.file(file).stream())
                .map(Hostile::bytes)
                .filter(bytes -> bytes.length < LARGE)
                .map(bytes -> Arguments.of((Object) bytes));
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadOrRefused(byte[] bytes) throws Exception {
        compare(new byte[0], bytes);
        compare(HEADER, bytes);
    }

    private static void compare(byte[] before, byte[] bytes) throws Exception {
        var whole = outcome(before, bytes, Math.max(1, bytes.length));
        assertThat(outcome(before, bytes, 1)).isEqualTo(whole);
        assertThat(outcome(before, bytes, 7)).isEqualTo(whole);
    }

    /** The events, and the error that ended them. */
    private static List<String> outcome(byte[] before, byte[] bytes, int portion) throws Exception {
        var reader = new StreamReader(Limits.BEFORE_LOGIN);
        var seen = new ArrayList<String>();
        try {
            feed(reader, before, 0, before.length, seen);
            for (int at = 0; at < bytes.length; at += portion) {
                feed(reader, bytes, at, Math.min(bytes.length, at + portion), seen);
            }
        } catch (StreamError e) {
            seen.add(e.condition().toString());
        }
        return seen;
    }

    private static void feed(StreamReader reader, byte[] bytes, int from, int to, List<String> seen) throws Exception {
        reader.feed(bytes, from, to);
        for (var event = reader.next(); event != null; event = reader.next()) {
            seen.add(event.toString());
            if (event instanceof Fragment fragment) {
                var around = "<a xmlns='jabber:client'>" + fragment + "</a>";
                assertThat(fragment.element())
                        .isEqualTo(new DomReader().read(around).children().get(0));
                assertThat(new DomReader().read(fragment.element().toString())).isEqualTo(fragment.element());
            }
        }
        reader.keep();
    }
}
