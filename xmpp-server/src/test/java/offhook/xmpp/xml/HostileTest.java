package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import offhook.xmpp.testing.Hostile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every line of the corpus, in one portion and byte by byte. */
class HostileTest {

    private static final byte[] HEADER =
            "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>".getBytes(UTF_8);
    private static final byte[] NO_HEADER = {};

    @TestFactory
    Stream<DynamicTest> insideAStream() {
        return Stream.of("markup.txt", "encoding.txt", "size.txt", "namespace.txt")
                .flatMap(file -> Hostile.file(file).stream())
                .map(hostile -> test(HEADER, hostile));
    }

    @TestFactory
    Stream<DynamicTest> whereAStreamBegins() {
        return Hostile.file("header.txt").stream().map(hostile -> test(NO_HEADER, hostile));
    }

    private static DynamicTest test(byte[] before, Hostile hostile) {
        return DynamicTest.dynamicTest(hostile.toString(), () -> {
            assertThat(outcome(before, hostile.bytes(), hostile.bytes().length))
                    .as(hostile.toString())
                    .isEqualTo(hostile.expected());
            if (hostile.bytes().length < 100_000) {
                assertThat(outcome(before, hostile.bytes(), 1))
                        .as(hostile.toString())
                        .isEqualTo(hostile.expected());
            }
        });
    }

    private static String outcome(byte[] before, byte[] bytes, int portion) {
        var reader = new StreamReader(Limits.BEFORE_LOGIN);
        try {
            reader.feed(before, 0, before.length);
            drain(reader);
            for (int at = 0; at < bytes.length; at += portion) {
                reader.feed(bytes, at, Math.min(bytes.length, at + portion));
                drain(reader);
            }
            return "none";
        } catch (StreamError e) {
            return e.condition().toString();
        }
    }

    private static void drain(StreamReader reader) {
        while (reader.next() != null) {}
    }
}
