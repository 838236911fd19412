package offhook.xmpp.stream.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.testing.ManualTime;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.ConnectionListener;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.Test;

/** What waits for a component goes out in its order, and never so much at once that others of the loop wait for it. */
class ComponentOutboxTest {

    private static final int STANZA = 50_000;

    private final ManualTime time = new ManualTime();
    private final MemoryConnection component = new MemoryConnection(time, this::open, InetAddress.getLoopbackAddress());
    private Connection connection;
    private ComponentOutbox outbox;
    private int others; // turns that somebody else of the loop had

    private record Root(XmppConfig xmpp) {}

    private ConnectionListener open(Connection opened) {
        connection = opened;
        try {
            var config = Config.bindText("", Path.of("test.toml"), Root.class, Map.of());
            outbox = new ComponentOutbox(opened, config.xmpp().streams(true));
        } catch (ConfigErrors e) {
            throw new IllegalStateException(e);
        }
        return new Deaf();
    }

    private record Deaf() implements ConnectionListener {

        @Override
        public void received(byte[] bytes, int from, int to) {}

        @Override
        public void secured(Channel channel) {}

        @Override
        public void lost() {}
    }

    private static String stanza(int number) {
        return number + "x".repeat(STANZA);
    }

    private static String stanzas(int to) {
        return IntStream.range(0, to).mapToObj(ComponentOutboxTest::stanza).collect(Collectors.joining());
    }

    private void add(int to) {
        IntStream.range(0, to)
                .forEach(i -> assertThat(outbox.add(stanza(i).getBytes(UTF_8))).isTrue());
    }

    private void anotherOfTheLoop() {
        others++;
        if (others < 10) {
            connection.loop().execute(this::anotherOfTheLoop);
        }
    }

    @Test
    void littleGoesOutInOneWrite() {
        add(2);
        time.run();
        assertThat(component.flushes()).isEqualTo(1);
        assertThat(component.take()).isEqualTo(stanzas(2));
    }

    /** 128 KB are three of these. */
    @Test
    void muchGoesOutInPortions() {
        add(30);
        connection.loop().execute(this::anotherOfTheLoop);
        time.run();
        assertThat(component.flushes()).isEqualTo(10);
        assertThat(others).isEqualTo(10);
        assertThat(component.take()).isEqualTo(stanzas(30));
    }

    @Test
    void theLastComesLast() {
        add(10);
        outbox.addLast("bye".getBytes(UTF_8), () -> outbox.addAnyway("(closed)".getBytes(UTF_8)));
        assertThat(outbox.add(stanza(11).getBytes(UTF_8))).isFalse();
        time.run();
        assertThat(component.take()).isEqualTo(stanzas(10) + "bye(closed)");
    }
}
