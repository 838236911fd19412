package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** RFC 4475 and RFC 5118: every message, and what becomes of it before a proxy looks at it. */
class TortureTest {

    /** Right in themselves; what is wrong with them is for the proxy to find. */
    private static final Set<String> LEFT_TO_THE_PROXY =
            Set.of("escruri", "baddate", "regbadct", "badaspec", "badbranch", "bext01", "zeromf", "bcast");

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> rfc4475() {
        return rows("rfc4475").map(row -> dynamicTest(row[0], () -> check(row)));
    }

    private void check(String[] row) {
        var reading = reader.datagram(bytes("rfc4475/" + row[0] + ".dat"));
        boolean good = row[3].equals("valid")
                || row[4].equals("forward")
                || LEFT_TO_THE_PROXY.contains(row[0])
                || row[4].matches("4(01|20|83)");
        if (good) {
            assertThat(reading).isInstanceOf(Reading.Read.class);
        } else if (row[2].equals("response")) {
            assertThat(reading).isInstanceOf(Reading.Dropped.class);
        } else {
            assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(
                            Integer.toString(refused.failure().status()))
                    .isIn((Object[]) row[4].split("\\|")));
        }
    }

    /** RFC 5118; the lengths of three of its session descriptions are wrong: the rest of the datagram is ignored. */
    @TestFactory
    Stream<DynamicTest> rfc5118() {
        return rows("rfc5118")
                .map(row -> dynamicTest(row[0], () -> {
                    var reading = reader.datagram(bytes("rfc5118/" + row[0] + ".dat"));
                    if (row[1].equals("invalid")) {
                        assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(
                                        refused.failure().status())
                                .isEqualTo(400));
                    } else {
                        assertThat(reading).isInstanceOf(Reading.Read.class);
                    }
                }));
    }

    private static Stream<String[]> rows(String table) {
        return new String(bytes(table + ".tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t"));
    }

    private static byte[] bytes(String name) {
        try (var in = TortureTest.class.getResourceAsStream("/torture/" + name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
