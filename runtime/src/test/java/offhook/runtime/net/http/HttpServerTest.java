package offhook.runtime.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server on real sockets, asked by the JDK's client. */
@Timeout(60)
class HttpServerTest {

    private static final Listen ANY = Listen.parse("127.0.0.1:0");

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Response> later = new CompletableFuture<>();
    private final EventLoops loops = EventLoops.start(2);
    private final HttpServer server = new HttpServer(loops, routes(), time, HttpServer.Limits.LOCAL);

    private Routes routes() {
        var token = new BearerToken("open sesame");
        return new Routes()
                .get(
                        "/healthz",
                        Runnable::run,
                        request -> CompletableFuture.completedFuture(Response.text(200, "ok\n")))
                .on(
                        "PUT",
                        "/length",
                        pool,
                        1 << 20,
                        request -> CompletableFuture.completedFuture(Response.text(200, "" + request.body().length)))
                .get("/later", pool, request -> {
                    asked.countDown();
                    return later;
                })
                .get(
                        "/secret",
                        pool,
                        token.guard(request -> CompletableFuture.completedFuture(Response.text(200, "treasure"))));
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
        pool.shutdown();
    }

    private static HttpRequest.Builder to(String scheme, InetSocketAddress address, String path) {
        return HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + address.getPort() + path));
    }

    @Test
    void servesManyRequestsOverManyConnections() throws Exception {
        var address = server.listen(ANY, Optional.empty());
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var answers = new ArrayList<CompletableFuture<String>>();
        for (var i = 0; i < 100; i++) {
            var body = HttpRequest.BodyPublishers.ofByteArray(new byte[i * 1_000]);
            answers.add(
                    client.sendAsync(to("http", address, "/length").PUT(body).build(), BodyHandlers.ofString())
                            .thenApply(response -> response.statusCode() + " " + response.body()));
        }
        for (var i = 0; i < 100; i++) {
            assertThat(answers.get(i).join()).isEqualTo("200 " + i * 1_000);
        }
        assertThat(server.connections()).isPositive();
    }

    @Test
    void theTokenOpensAndAnythingElseDoesNot() throws Exception {
        var address = server.listen(ANY, Optional.empty());
        var client = HttpClient.newHttpClient();
        for (var header : List.of("Bearer wrong", "Basic open sesame", "Bearer", "Bearer open sesame!")) {
            var refused = client.send(
                    to("http", address, "/secret")
                            .header("Authorization", header)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
        var opened = client.send(
                to("http", address, "/secret")
                        .header("Authorization", "bearer open sesame")
                        .build(),
                BodyHandlers.ofString());
        assertThat(opened.body()).isEqualTo("treasure");
    }

    @Test
    void servesOverTls() throws Exception {
        try (var tls = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()), folder, List.of("localhost"), time, time, time)) {
            var address = server.listen(ANY, Optional.of(tls::server));
            var client = HttpClient.newBuilder().sslContext(trusting(tls)).build();
            var request = to("https", address, "/healthz").build();
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("ok\n");
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLHandshakeException.class);

            // The next certificate is another one, which the old client does not trust.
            Files.delete(folder.resolve("tls/key.pem"));
            new TlsContexts(
                            new TlsConfig(Optional.empty(), Optional.empty()),
                            folder,
                            List.of("localhost"),
                            time,
                            time,
                            time)
                    .close();
            time.passSeconds(30);
            var renewed = HttpClient.newBuilder().sslContext(trusting(tls)).build();
            assertThat(renewed.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok\n");
        }
    }

    private static SSLContext trusting(TlsContexts tls) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ours", tls.certificate());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void takesABodyInThousandsOfTinyChunks() throws Exception {
        var address = server.listen(ANY, Optional.empty());
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            var request = "PUT /length HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "1\r\na\r\n".repeat(20_000) + "0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(rest(socket)).endsWith("\r\n\r\n20000");
        }
    }

    @Test
    void aClientThatStillSendsReadsWhyItIsRefused() throws Exception {
        var address = server.listen(ANY, Optional.empty());
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            var request = "PUT /length HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\n" + "a".repeat(300_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(rest(socket)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void closeWaitsForAnswersOnTheirWay() throws Exception {
        var address = server.listen(ANY, Optional.empty());
        try (var busy = new Socket(address.getAddress(), address.getPort());
                var idle = new Socket(address.getAddress(), address.getPort())) {
            busy.getOutputStream().write("GET /later HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> asked.getCount() == 0 && server.connections() == 2);
            var closed = CompletableFuture.runAsync(() -> server.close(Duration.ofSeconds(30)));
            assertThat(rest(idle)).isEmpty();
            assertThat(closed).isNotDone();
            later.complete(Response.text(200, "late"));
            assertThat(rest(busy)).contains("connection: close").endsWith("late");
            closed.get(10, TimeUnit.SECONDS);
        }
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void closeHangsUp() throws IOException {
        var address = server.listen(ANY, Optional.empty());
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            await().until(() -> server.connections() == 1);
            server.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            await().until(() -> server.connections() == 0);
        }
    }
}
