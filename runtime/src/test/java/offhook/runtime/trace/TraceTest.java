package offhook.runtime.trace;

import static offhook.runtime.trace.Direction.IN;
import static offhook.runtime.trace.Direction.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offhook.runtime.bytes.Octets;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = NOON;
    private final Trace trace = new Trace(() -> now, 4, 8);
    private final Wire phones = trace.wire("phones");
    private final Wire chat = trace.wire("chat");

    private static List<String> texts(List<Crossing> crossings) {
        return crossings.stream().map(Crossing::text).toList();
    }

    @Test
    void allWiresAreReadInTheOrderOfTheirCrossings() {
        phones.note(IN, "ring", "juliet", "call-1");
        now = NOON.plusMillis(5);
        chat.note(OUT, "<a/>".getBytes(StandardCharsets.UTF_8), "juliet", "romeo");
        phones.note(OUT, "answer", null, "call-1");

        assertThat(texts(trace.read("juliet"))).containsExactly("ring", "<a/>");
        assertThat(texts(trace.read("romeo"))).containsExactly("<a/>");
        assertThat(texts(trace.read("call-1"))).containsExactly("ring", "answer");
        assertThat(trace.read("nurse")).isEmpty();

        var answer = trace.read("juliet").get(1);
        assertThat(answer.wire()).isEqualTo("chat");
        assertThat(answer.direction()).isEqualTo(OUT);
        assertThat(answer.at()).isEqualTo(NOON.plusMillis(5));
        assertThat(answer.keys()).containsExactly("juliet", "romeo");
        assertThat(answer.leftOut()).isZero();
    }

    @Test
    void theOldestIsForgottenOnItsOwnWireOnly() {
        chat.note(IN, "hello", "juliet");
        IntStream.range(0, 10).forEach(i -> phones.note(IN, "ring " + i, "juliet"));

        assertThat(texts(trace.read("juliet"))).containsExactly("hello", "ring 6", "ring 7", "ring 8", "ring 9");
    }

    /** There is room for 1,024 bytes of each. */
    @Test
    void whereTheyAreLongFewerAreKept() {
        var roomy = new Trace(() -> now, 256, 60_000);
        var wire = roomy.wire("phones");
        for (int i = 0; i < 11; i++) {
            wire.note(IN, String.valueOf((char) ('a' + i)).repeat(30_000).getBytes(StandardCharsets.UTF_8), "juliet");
        }
        var kept = roomy.read("juliet");
        assertThat(kept).hasSize(7).allSatisfy(crossing -> assertThat(crossing.text())
                .hasSize(30_000)
                .matches("(.)\\1*"));
        assertThat(kept.get(0).text()).startsWith("e");
        wire.note(IN, "short", "romeo");
        assertThat(texts(roomy.read("romeo"))).containsExactly("short");
    }

    @Test
    void whatGoesToManyIsReadAsEachGotIt() {
        var roomy = new Trace(() -> now, 8, 30);
        var wire = roomy.wire("chat");
        byte[] shared = "<m>words</m>".getBytes(StandardCharsets.UTF_8);
        for (var user : List.of("juliet", "romeo", "paris")) {
            byte[] to = (" to='" + user + "'").getBytes(StandardCharsets.UTF_8);
            wire.note(OUT, new Octets(shared, to, 2), raw -> new Reader.Legend(raw, List.of(user, "all")));
        }
        byte[] longer = " to='somebody with a long name'".getBytes(StandardCharsets.UTF_8);
        wire.note(OUT, new Octets(shared, longer, 2), raw -> new Reader.Legend(raw, List.of("all")));
        wire.note(OUT, shared, "all");

        assertThat(texts(roomy.read("romeo"))).containsExactly("<m to='romeo'>words</m>");
        assertThat(texts(roomy.read("all")))
                .containsExactly(
                        "<m to='juliet'>words</m>",
                        "<m to='romeo'>words</m>",
                        "<m to='paris'>words</m>",
                        "<m to='somebody with a long na",
                        "<m>words</m>")
                .allSatisfy(text -> assertThat(text.length()).isLessThanOrEqualTo(30));
        assertThat(roomy.read("all").stream().map(Crossing::leftOut)).containsExactly(0, 0, 0, 13, 0);
    }

    @Test
    void whatIsSentAgainIsNotedWhenItIs() {
        byte[] shared = "again".getBytes(StandardCharsets.UTF_8);
        phones.note(OUT, shared, "juliet");
        now = NOON.plusSeconds(1);
        phones.note(OUT, shared, "juliet");

        assertThat(trace.read("juliet").stream().map(Crossing::at)).containsExactly(NOON, NOON.plusSeconds(1));
        assertThat(texts(trace.read("juliet"))).containsExactly("again", "again");
    }

    /** What many have in common is there as long as the last of them. */
    @Test
    void whatGoesToManyIsForgottenInItsTurn() {
        var roomy = new Trace(() -> now, 4096, 1000);
        var wire = roomy.wire("chat");
        byte[] shared = "<m>words</m>".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] to = " to='%05d'".formatted(i).getBytes(StandardCharsets.UTF_8);
            wire.note(OUT, new Octets(shared, to, 2), raw -> new Reader.Legend(raw, List.of("all")));
        }
        var kept = roomy.read("all");
        assertThat(kept).hasSize(4096);
        for (int i = 0; i < kept.size(); i++) {
            assertThat(kept.get(i).text()).isEqualTo("<m to='%05d'>words</m>", 20_000 - 4096 + i);
        }
    }

    @Test
    void whatIsLongIsCut() {
        phones.note(IN, "0123456789", "juliet");
        phones.note(IN, "0123456é".getBytes(StandardCharsets.UTF_8), "juliet");
        phones.note(IN, "01234567", "juliet");

        var crossings = trace.read("juliet");
        assertThat(texts(crossings)).containsExactly("01234567", "0123456\uFFFD", "01234567");
        assertThat(crossings.stream().map(Crossing::leftOut)).containsExactly(2, 1, 0);
    }

    @Test
    void whatIsReadLaterIsReadWhenSomebodyLooks() {
        var read = new AtomicInteger();
        Reader reader = raw -> {
            read.incrementAndGet();
            return new Reader.Legend("***".getBytes(StandardCharsets.UTF_8), List.of("juliet"));
        };
        phones.note(IN, "secret 123".getBytes(StandardCharsets.UTF_8), reader);
        assertThat(read).hasValue(0);
        assertThat(texts(trace.read("juliet"))).containsExactly("***");
        assertThat(trace.read("romeo")).isEmpty();
        assertThat(trace.read("juliet").get(0).leftOut()).isEqualTo(2);
        try (var following = trace.follow("juliet", 2, () -> {})) {
            phones.note(OUT, "more".getBytes(StandardCharsets.UTF_8), reader);
            assertThat(texts(following.take())).containsExactly("***");
        }
    }

    @Test
    void aFollowerTakesWhatComes() {
        var woken = new AtomicInteger();
        phones.note(IN, "before", "juliet");
        try (var following = trace.follow("juliet", 2, woken::incrementAndGet)) {
            phones.note(IN, "ring", "juliet");
            phones.note(IN, "other", "romeo");
            chat.note(OUT, "<a/>", "juliet");
            assertThat(texts(following.take())).containsExactly("ring", "<a/>");
            assertThat(following.take()).isEmpty();
            assertThat(following.dropped()).isZero();
            assertThat(woken).hasValue(2);
        }
        phones.note(IN, "after", "juliet");
        assertThat(woken).hasValue(2);
    }

    @Test
    void aFollowerWhoSleepsMissesSomethingAndIsTold() {
        var following = trace.follow("juliet", 2, () -> {});
        IntStream.range(0, 5).forEach(i -> phones.note(IN, "ring " + i, "juliet"));

        assertThat(following.dropped()).isEqualTo(3);
        assertThat(following.dropped()).isZero();
        assertThat(texts(following.take())).containsExactly("ring 0", "ring 1");
        phones.note(IN, "ring 5", "juliet");
        assertThat(texts(following.take())).containsExactly("ring 5");
        following.close();
    }

    @Test
    void manyThreadsShareAWire() throws InterruptedException {
        var roomy = new Trace(() -> now, 4000, 100);
        var wire = roomy.wire("phones");
        var threads = Executors.newFixedThreadPool(4);
        for (int t = 0; t < 4; t++) {
            int thread = t;
            threads.execute(() -> IntStream.range(0, 1000).forEach(i -> wire.note(IN, thread + "/" + i, "juliet")));
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        var expected = IntStream.range(0, 4)
                .boxed()
                .flatMap(t -> IntStream.range(0, 1000).mapToObj(i -> t + "/" + i))
                .collect(Collectors.toSet());
        assertThat(Set.copyOf(texts(roomy.read("juliet")))).isEqualTo(expected);
    }
}
