package offhook.runtime.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over one connection, octet by octet, with the clock in our hand. */
class HttpConnectionTest {

    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: verona\r\n\r\n";

    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final CompletableFuture<Response> later = new CompletableFuture<>();
    private final Routes routes = new Routes()
            .get("/healthz", Runnable::run, request -> done(Response.text(200, "ok\n")))
            .get(
                    "/users/{name}",
                    Runnable::run,
                    request -> done(Response.text(
                            200,
                            request.variable("name") + request.parameter("as").orElse(""))))
            .post("/echo", pool::add, request -> done(Response.json(200, request.body())))
            .on("POST", "/small", Runnable::run, 4, request -> done(Response.done()))
            .get("/later", pool::add, request -> later)
            .get("/fails", Runnable::run, request -> {
                throw new IllegalStateException("secret detail");
            })
            .get("/refuses", Runnable::run, request -> CompletableFuture.failedFuture(new HttpFailure(409, "not now")))
            .get("/full", Runnable::run, request -> CompletableFuture.failedFuture(new Overloaded("lane", 1)))
            .get(
                    "/closed",
                    task -> {
                        throw new Overloaded("pool", 1);
                    },
                    request -> later)
            .get("/splits", Runnable::run, request -> done(Response.done().with("X-Name", "a\r\nSet-Cookie: b")));

    private EmbeddedChannel channel;

    private static CompletableFuture<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }

    @BeforeEach
    void connect() {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.config().setAutoRead(false);
        HttpServer.equip(channel, routes, new Answers(new ManualTime(), java.util.Map.of()), null);
        channel.pipeline().fireChannelActive();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        channel.runPendingTasks();
    }

    /** All that was written since the last call. */
    private String received() {
        channel.runPendingTasks();
        var all = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.append(part.toString(StandardCharsets.UTF_8));
            part.release();
        }
        return all.toString();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private void runPool() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void answersAndKeepsTheConnection() {
        send(HEALTH);
        assertThat(received())
                .isEqualTo("HTTP/1.1 200 OK\r\n"
                        + "date: Sun, 22 Nov 2026 14:05:00 GMT\r\n"
                        + "cache-control: no-store\r\n"
                        + "X-Content-Type-Options: nosniff\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n"
                        + "connection: keep-alive\r\n"
                        + "content-length: 3\r\n"
                        + "\r\n"
                        + "ok\n");
        send("HEAD /healthz HTTP/1.1\r\nHost: verona\r\nConnection: close\r\n\r\n");
        assertThat(received())
                .contains("content-length: 3", "connection: close")
                .endsWith("\r\n\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void answersPipelinedRequestsOneByOneInOrder() {
        send("POST /echo HTTP/1.1\r\nHost: v\r\nContent-Length: 1\r\n\r\na"
                + "POST /echo HTTP/1.1\r\nHost: v\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n2\r\ncd\r\n0\r\n\r\n"
                + HEALTH);
        assertThat(pool).hasSize(1);
        assertThat(received()).isEmpty();
        pool.remove().run();
        assertThat(received()).endsWith("\r\n\r\na");
        assertThat(pool).hasSize(1);
        pool.remove().run();
        assertThat(received()).contains("\r\n\r\nbcd").endsWith("ok\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/juliet?as=%20nurse, juliet nurse",
        "/users/a%2Fb+c%C3%A9, a/b+cé",
        "http://verona/users/tybalt, tybalt",
        "/users/romeo?as, romeo"
    })
    void decodesPathAndQuery(String target, String expected) {
        send("GET " + target + " HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(received()).endsWith("\r\n\r\n" + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /nowhere HTTP/1.1, 404",
        "GET /users/ HTTP/1.1, 400",
        "GET /users/%2e%2e HTTP/1.1, 400",
        "GET /users/%zz HTTP/1.1, 400",
        "GET /healthz?%zz HTTP/1.1, 400",
        "GET * HTTP/1.1, 400",
        "POST /healthz HTTP/1.1, 405",
        "BREW /healthz HTTP/1.1, 501",
        "TRACE /healthz HTTP/1.1, 501",
        "GET /healthz HTTP/2.0, 505",
        "GET /healthz, 400",
        "nonsense, 400",
        "GET /fails HTTP/1.1, 500",
        "GET /splits HTTP/1.1, 500",
        "GET /refuses HTTP/1.1, 409",
        "GET /full HTTP/1.1, 503",
        "GET /closed HTTP/1.1, 503"
    })
    void saysWhatIsWrong(String line, int status) {
        send(line + "\r\nHost: v\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 " + status + " ").doesNotContain("secret", "Cookie");
    }

    @Test
    void namesTheMethodsAPathKnows() {
        send("DELETE /users/juliet HTTP/1.1\r\nHost: v\r\n\r\n");
        assertThat(received()).contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void limitsLinesHeadersAndBodies() {
        send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 414 ");
        assertThat(channel.isOpen()).isFalse();

        connect();
        send("GET /healthz HTTP/1.1\r\nHost: v\r\n" + "X-Long: xxxxxxxx\r\n".repeat(600) + "\r\n");
        assertThat(received()).startsWith("HTTP/1.1 431 ");
        assertThat(channel.isOpen()).isFalse();

        connect();
        send("POST /small HTTP/1.1\r\nHost: v\r\nContent-Length: 5\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 413 ");
        assertThat(channel.isOpen()).isFalse();

        connect();
        send("POST /small HTTP/1.1\r\nHost: v\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n");
        assertThat(received()).startsWith("HTTP/1.1 413 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc'",
        "'Content-Length: 2\r\nContent-Length: 2\r\n\r\nab'",
        "'Content-Length: 2, 2\r\n\r\nab'",
        "'Content-Length: +2\r\n\r\nab'",
        "'Content-Length: 0x2\r\n\r\nab'",
        "'Content-Length: 2 2\r\n\r\nab'",
        "'Content-Length : 2\r\n\r\nab'",
        "'Content-Length\t: 2\r\n\r\nab'",
        "' Content-Length: 2\r\n\r\nab'",
        "'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n'",
        "'Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n'",
        "'X-Bare: a\nContent-Length: 2\r\n\r\nab'",
        "'Content-Length: 2\n\nab'",
        "'X-Bare: a\rContent-Length: 2\r\n\r\nab'",
        "'X-Control: a\u0001b\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n1\nb\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n0x1\r\nb\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n-1\r\nb\r\n0\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\n1\r\nbc\r\n0\r\n\r\n'",
        "': x\r\n\r\n'",
        "'nothing\r\n\r\n'",
        "'Content-Length: -1\r\n\r\n'",
        "'Transfer-Encoding: chunked\r\n\r\nzz\r\n'",
        "'Bad Name : x\r\n\r\n'",
        "'Host: other\r\n\r\n'"
    })
    void refusesWhatCouldBeReadInTwoWays(String rest) {
        send("POST /echo HTTP/1.1\r\nHost: v\r\n" + rest);
        assertThat(received()).startsWith("HTTP/1.1 400 ");
        assertThat(pool).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    /** RFC 9112 §5.2: a fold is a space in the value, and never a header. */
    @Test
    void aFoldedLineIsPartOfTheHeaderAboveIt() {
        send("POST /echo HTTP/1.1\r\nHost: v\r\nX-Folded: a\r\n\tContent-Length: 2\r\n\r\nab");
        runPool();
        assertThat(received())
                .startsWith("HTTP/1.1 200 ")
                .contains("content-length: 0")
                .doesNotContain("\r\n\r\nab");
    }

    @Test
    void onlyChunksAreKnownAsTransferEncoding() {
        send("POST /echo HTTP/1.1\r\nHost: v\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 501 ");
        assertThat(pool).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aRequestWithoutHostIsOnlyForHttp10() {
        send("GET /healthz HTTP/1.1\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 400 ");
        connect();
        send("GET /healthz HTTP/1.0\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 200 ").contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void asksForTheBodyWhenTheClientWaits() {
        send("POST /small HTTP/1.1\r\nHost: v\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        assertThat(received()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        send("ab");
        assertThat(received()).startsWith("HTTP/1.1 204 No Content\r\n").doesNotContain("content-length");
        send("POST /small HTTP/1.1\r\nHost: v\r\nContent-Length: 2\r\nExpect: miracles\r\n\r\n");
        assertThat(received()).startsWith("HTTP/1.1 417 ");
    }

    @Test
    void whoSendsDropByDropIsCutOff() {
        pass(Deadline.HEAD_WITHIN.minusSeconds(1));
        send("GET /healthz HTTP/1.1\r\nX");
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();

        connect();
        send("POST /echo HTTP/1.1\r\nHost: v\r\nContent-Length: 9\r\n\r\na");
        pass(Deadline.BODY_WITHIN);
        assertThat(received()).startsWith("HTTP/1.1 408 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whoHasNoMoreToAskIsCutOff() {
        send(HEALTH);
        pass(Deadline.IDLE_AT_MOST.minusSeconds(1));
        assertThat(channel.isOpen()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerThatTakesTooLongIs503AndComesInVainLater() {
        send("GET /later HTTP/1.1\r\nHost: v\r\n\r\n");
        runPool();
        pass(Routes.ANSWER_WITHIN);
        assertThat(received()).startsWith("HTTP/1.1 503 ");
        later.complete(Response.text(200, "too late"));
        assertThat(received()).isEmpty();
    }

    @Test
    void whoLeavesBeforeTheAnswerHarmsNobody() {
        send("GET /later HTTP/1.1\r\nHost: v\r\n\r\n");
        runPool();
        channel.close();
        later.complete(Response.text(200, "nobody there"));
        channel.runPendingTasks();
        channel.checkException();
        assertThat(channel.isOpen()).isFalse();
    }
}
