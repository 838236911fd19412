package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offhook.runtime.bytes.OctetsQueue;
import offhook.runtime.testing.ManualTime;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.Test;

/** What waits for one client goes out in its order, and never so much at once that others of the loop wait for it. */
class OutboxTest {

    private static final int LIMIT = 4 << 20;
    private static final int STANZA = 50_000;

    private final StreamWorld world = new StreamWorld();
    private final ManualTime time = world.time;
    private final MemoryConnection client = new MemoryConnection(time, this::open, InetAddress.getLoopbackAddress());
    private Connection connection;
    private Outbox outbox;
    private int others; // turns that somebody else of the loop had

    private ConnectionListener open(Connection opened) {
        connection = opened;
        var stream = world.streams.open(opened);
        outbox = stream.outbox();
        return stream;
    }

    private static String stanza(int number) {
        return number + "x".repeat(STANZA);
    }

    private static String stanzas(int from, int to) {
        return IntStream.range(from, to).mapToObj(OutboxTest::stanza).collect(Collectors.joining());
    }

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(i -> outbox.add(stanza(i).getBytes(UTF_8)));
    }

    private void anotherOfTheLoop() {
        others++;
        if (!outbox.isEmpty()) {
            connection.loop().execute(this::anotherOfTheLoop);
        }
    }

    @Test
    void whatIsAddedInOneTurnGoesOutInOneWrite() {
        add(0, 2);
        time.run();
        assertThat(client.flushes()).isEqualTo(1);
        assertThat(client.take()).isEqualTo(stanzas(0, 2));
    }

    @Test
    void aHeapGoesOutInPortionsAndOthersHaveTheirTurnInBetween() {
        add(0, 60); // 3 MB
        connection.loop().execute(this::anotherOfTheLoop);
        time.run();
        assertThat(client.largest()).isLessThan(OctetsQueue.TURN + 2 * STANZA);
        assertThat(client.flushes()).isGreaterThan(15);
        assertThat(others).isGreaterThanOrEqualTo(client.flushes() - 1);
        assertThat(client.take()).isEqualTo(stanzas(0, 60));
    }

    @Test
    void whatComesMeanwhileIsBehindIt() {
        add(0, 20);
        connection.loop().execute(() -> add(20, 22));
        time.run();
        assertThat(client.take()).isEqualTo(stanzas(0, 22));
    }

    /** The end of a stream, and of the connection, wait for what was said before. */
    @Test
    void theEndIsTheLast() {
        add(0, 20);
        outbox.frame(() -> connection.write("</end>".getBytes(UTF_8)));
        outbox.close();
        outbox.frame(connection::close);
        add(20, 21); // comes too late
        assertThat(client.take()).isEqualTo(stanzas(0, 20) + "</end>");
        assertThat(client.isOpen()).isFalse();
        assertThat(client.largest()).isLessThan(OctetsQueue.TURN + 2 * STANZA);
    }

    @Test
    void whatFramesTheStreamGoesAtOnceWhereNothingWaits() {
        outbox.frame(() -> connection.write("<begin>".getBytes(UTF_8)));
        add(0, 1);
        assertThat(client.take()).isEqualTo("<begin>" + stanzas(0, 1));
    }

    @Test
    void nobodyKeepsMoreThanTheLimitWaiting() {
        client.getStuck();
        add(0, 100);
        time.run();
        assertThat(client.take()).isEmpty();
        client.recover();
        assertThat(client.take()).hasSizeLessThan(LIMIT + 1_000).contains("<resource-constraint ");
    }
}
