package offhook.runtime.net.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are never in memory as a whole, in both directions, with the pool and the clock in our hand. */
class PiecesTest {

    private static final String PUT = "PUT /file HTTP/1.1\r\nHost: v\r\n";

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> happened = new ArrayList<>();
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private final CompletableFuture<Response> later = new CompletableFuture<>();
    private final EmbeddedChannel channel = channel();

    private EmbeddedChannel channel() {
        var routes = new Routes()
                .take("PUT", "/file", pool::add, 10, this::begin)
                .get(
                        "/file",
                        Runnable::run,
                        request -> CompletableFuture.completedFuture(
                                Response.parts(200, "audio/mpeg", new Response.Parts(6, pool::add, new Kept()))))
                .get("/later", Runnable::run, request -> later)
                .get("/other", Runnable::run, request -> CompletableFuture.completedFuture(Response.text(200, "ok")));
        var made = new EmbeddedChannel();
        made.config().setAutoRead(false);
        made.freezeTime();
        HttpServer.equip(made, routes, new Answers(new ManualTime(), java.util.Map.of()), null);
        made.pipeline().fireChannelActive();
        return made;
    }

    private Intake begin(Request head) {
        if (head.header("x-refuse").isPresent()) {
            throw new HttpFailure(403, "not you");
        }
        happened.add("begun");
        return new Intake() {
            @Override
            public void take(byte[] part) throws IOException {
                var text = new String(part, UTF_8);
                if (text.startsWith("full")) {
                    throw new IOException("no space left on device");
                }
                happened.add(text);
            }

            @Override
            public CompletionStage<Response> end() {
                happened.add("end");
                return CompletableFuture.completedFuture(Response.text(201, ""));
            }

            @Override
            public void abort() {
                happened.add("abort");
            }
        };
    }

    private final class Kept implements Response.Source {

        @Override
        public byte[] read() throws IOException {
            if (parts.isEmpty()) {
                throw new IOException("gone");
            }
            return parts.remove();
        }

        @Override
        public void close() {
            happened.add("closed");
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
        work();
    }

    /** All that waits for the pool, and what that causes. */
    private void work() {
        channel.runPendingTasks();
        while (!pool.isEmpty()) {
            pool.remove().run();
            channel.runPendingTasks();
        }
    }

    private String sent() {
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
        work();
    }

    @Test
    void aBodyIsTakenPartByPart() {
        send(PUT + "Content-Length: 6\r\n\r\nabc");
        assertThat(happened).containsExactly("begun", "abc");
        assertThat(sent()).isEmpty();
        send("def");
        assertThat(happened).containsExactly("begun", "abc", "def", "end");
        assertThat(sent()).startsWith("HTTP/1.1 201 ");
        send("GET /other HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(sent()).endsWith("ok");
    }

    @Test
    void oneWhoWaitsIsAskedOnlyAfterTheHeadWasLookedAt() {
        send(PUT + "X-Refuse: 1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 403 ");
        assertThat(happened).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void oneWhoWaitsIsAskedToGoOn() {
        send(PUT + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        assertThat(sent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        send("abc");
        assertThat(sent()).startsWith("HTTP/1.1 201 ");
    }

    @Test
    void tooMuchIsRefused() {
        send(PUT + "Content-Length: 11\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 413 ");
        assertThat(happened).isEmpty();
    }

    @Test
    void chunksThatLieAreRefused() {
        send(PUT + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nghijkl\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 413 ");
        assertThat(happened).containsExactly("begun", "abcdef", "abort");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoLeavesInTheMiddleIsForgotten() {
        send(PUT + "Content-Length: 6\r\n\r\nabc");
        channel.close();
        work();
        assertThat(happened).containsExactly("begun", "abc", "abort");
    }

    @Test
    void whoLeavesWhileAPartIsWrittenIsForgottenAfterIt() {
        channel.writeInbound(Unpooled.copiedBuffer(PUT + "Content-Length: 6\r\n\r\nabc", UTF_8));
        channel.runPendingTasks();
        channel.close();
        work();
        assertThat(happened).containsExactly("begun", "abort");
    }

    @Test
    void aDiskThatIsFullIsOurFault() {
        send(PUT + "Content-Length: 6\r\n\r\nfull!!");
        assertThat(sent()).startsWith("HTTP/1.1 500 ");
        assertThat(happened).containsExactly("begun", "abort");
    }

    @Test
    void aSlowBodyIsCutOff() {
        send(PUT + "Content-Length: 6\r\n\r\na");
        pass(Deadline.BODY_WITHIN.minusSeconds(1));
        send("b");
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(sent()).as("drop by drop").startsWith("HTTP/1.1 408 ");
        assertThat(happened).containsExactly("begun", "a", "b", "abort");
    }

    @Test
    void aBodyGoesOutPartByPart() {
        parts.add("abcd".getBytes(UTF_8));
        parts.add("efgh".getBytes(UTF_8));
        send("GET /file HTTP/1.1\r\nHost: v\r\n\r\nGET /other HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(sent())
                .contains("content-length: 6\r\n", "Content-Type: audio/mpeg")
                .contains("\r\n\r\nabcdefHTTP/1.1 200 ")
                .endsWith("ok");
        assertThat(happened).containsExactly("closed");
    }

    @Test
    void aHeadHasALengthAndNoBody() {
        send("HEAD /file HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(sent()).contains("content-length: 6\r\n").endsWith("\r\n\r\n");
        assertThat(happened).containsExactly("closed");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aBodyThatBreaksEndsTheConnection() {
        parts.add("abcd".getBytes(UTF_8));
        send("GET /file HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(sent()).endsWith("abcd");
        assertThat(happened).containsExactly("closed");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerForNobodyLeavesNothingOpen() {
        channel.writeInbound(Unpooled.copiedBuffer("GET /later HTTP/1.1\r\nHost: v\r\n\r\n", UTF_8));
        channel.runPendingTasks();
        channel.close();
        later.complete(Response.parts(200, "audio/mpeg", new Response.Parts(6, pool::add, new Kept())));
        work();
        assertThat(happened).containsExactly("closed");
    }

    @Test
    void aReaderWhoLeavesLeavesNothingOpen() {
        parts.add("abcd".getBytes(UTF_8));
        channel.writeInbound(Unpooled.copiedBuffer("GET /file HTTP/1.1\r\nHost: v\r\n\r\n", UTF_8));
        channel.runPendingTasks();
        channel.close();
        work();
        assertThat(happened).containsExactly("closed");
    }
}
