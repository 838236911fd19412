package offhook.runtime.net.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines that come while a client listens, with the clock in our hand. */
class FeedTest {

    private final List<String> lines = new ArrayList<>();
    private Runnable wake;
    private boolean over;
    private final EmbeddedChannel channel = channel();

    private EmbeddedChannel channel() {
        var routes = new Routes()
                .get(
                        "/feed",
                        Runnable::run,
                        request -> CompletableFuture.completedFuture(Response.feed("text/plain", this::feed)));
        var made = new EmbeddedChannel();
        made.config().setAutoRead(false);
        made.freezeTime();
        HttpServer.equip(made, routes, new Answers(new ManualTime(), java.util.Map.of()), null);
        made.pipeline().fireChannelActive();
        return made;
    }

    private LineFeed feed(Runnable whenThere) {
        wake = whenThere;
        return new LineFeed() {
            @Override
            public List<String> take() {
                var taken = List.copyOf(lines);
                lines.clear();
                return taken;
            }

            @Override
            public void close() {
                over = true;
            }
        };
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
        channel.runPendingTasks();
    }

    private String sent() {
        channel.runPendingTasks();
        var text = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            text.append(out.toString(UTF_8));
            out.release();
        }
        return text.toString();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    @Test
    void aFeedLastsAsLongAsTheClientListens() {
        lines.add("one");
        send("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(sent()).contains("transfer-encoding: chunked").endsWith("\r\n\r\n4\r\none\n\r\n");
        pass(Duration.ofHours(1));
        lines.addAll(List.of("two", "three"));
        wake.run();
        wake.run();
        assertThat(sent()).isEqualTo("a\r\ntwo\nthree\n\r\n");
        channel.close();
        assertThat(over).isTrue();
        lines.add("four");
        wake.run();
        assertThat(sent()).isEmpty();
    }

    @Test
    void aFeedEndsWithItsServer() {
        send("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        sent();
        channel.pipeline().fireUserEventTriggered(HttpConnection.DRAIN);
        assertThat(sent()).isEqualTo("0\r\n\r\n");
        assertThat(over).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aFeedDoesNotRunAheadOfItsReader() {
        send("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        sent();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        lines.add("waits");
        wake.run();
        assertThat(sent()).isEmpty();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        assertThat(sent()).contains("waits");
    }

    @Test
    void whoeverListensHasNothingToSay() {
        send("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        send("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(channel.isOpen()).isFalse();
        assertThat(over).isTrue();
    }

    @Test
    void anOldClientGetsTheLinesAsTheyAre() {
        lines.add("one");
        send("GET /feed HTTP/1.0\r\n\r\n");
        assertThat(sent()).doesNotContain("chunked").endsWith("\r\n\r\none\n");
    }

    @Test
    void theHeadOfAFeedOpensNone() {
        send("HEAD /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 200 OK");
        assertThat(wake).isNull();
    }
}
