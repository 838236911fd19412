package offhook.runtime.share;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.http.HttpServer;
import offhook.runtime.net.http.Routes;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shared files over HTTP, for the JDK's client and for one that knows no manners. */
@Timeout(60)
class SharedFileRoutesTest {

    private static final int LARGEST = 4 << 20;

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final ExecutorService io = Executors.newFixedThreadPool(2);
    private final EventLoops loops = EventLoops.start(1);
    private final Database database = TestDatabases.sqlite();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Room room = Room.ENOUGH;
    private SharedFiles files;
    private HttpServer server;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        database.migrate(SharedFileTable.MODULE);
        files = new SharedFiles(
                folder.resolve("files"), new SharedFileTable(database), io, time, new SecureRandom(), () -> room);
        files.start(time);
        var routes = new Routes();
        new SharedFileRoutes(files, io, time).install(routes, LARGEST);
        server = new HttpServer(
                loops, routes, time, HttpServer.Limits.LOCAL, Map.of("Access-Control-Allow-Origin", "*"));
        address = server.listen(Listen.parse("127.0.0.1:0"), Optional.empty());
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
        io.shutdownNow();
        database.close();
    }

    private SharedFile announced(String name, String type, int size) {
        return files.announce(
                        new SharedFile.Wanted("upload", "juliet@x", name, type, size, Duration.ofDays(30)),
                        new Quota(1 << 30, 1 << 30, 100))
                .toCompletableFuture()
                .join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path));
    }

    private HttpResponse<byte[]> ask(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> put(SharedFile file, String type, byte[] body) throws Exception {
        return ask(request(SharedFileRoutes.path(file))
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(body)));
    }

    private SharedFile arrived(String name, String type, byte[] body) throws Exception {
        var file = announced(name, type, body.length);
        assertThat(put(file, type, body).statusCode()).isEqualTo(201);
        return file;
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void whatWasPutCanBeFetched() throws Exception {
        var body = bytes(3_000_000);
        var file = arrived("tr\u00e8s cool \ud83d\ude0e.jpg", "image/jpeg", body);
        assertThat(SharedFileRoutes.path(file)).endsWith("/tr%C3%A8s%20cool%20%F0%9F%98%8E.jpg");
        var got = ask(request(SharedFileRoutes.path(file)));
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(body);
        assertThat(header(got, "content-type")).isEqualTo("image/jpeg");
        assertThat(header(got, "content-disposition"))
                .isEqualTo("inline; filename*=UTF-8''tr%C3%A8s%20cool%20%F0%9F%98%8E.jpg");
        assertThat(header(got, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(got, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(got, "content-security-policy")).contains("default-src 'none'", "sandbox");
        assertThat(header(got, "cache-control")).isEqualTo("private, max-age=86400");
        assertThat(header(got, "access-control-allow-origin")).isEqualTo("*");

        var head = ask(request(SharedFileRoutes.path(file)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "content-length")).isEqualTo("3000000");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aPartCanBeFetched() throws Exception {
        var body = bytes(200_000);
        var file = arrived("a.mp3", "audio/mpeg", body);
        var part = ask(request(SharedFileRoutes.path(file)).header("Range", "bytes=70000-140000"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "content-range")).isEqualTo("bytes 70000-140000/200000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(body, 70_000, 140_001));

        var beyond = ask(request(SharedFileRoutes.path(file)).header("Range", "bytes=200000-"));
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "content-range")).isEqualTo("bytes */200000");

        var tag = header(part, "etag");
        var stale = ask(request(SharedFileRoutes.path(file))
                .header("Range", "bytes=0-1")
                .header("If-Range", "\"other\""));
        assertThat(stale.statusCode()).isEqualTo(200);
        var fresh = ask(request(SharedFileRoutes.path(file))
                .header("Range", "bytes=0-1")
                .header("If-Range", tag));
        assertThat(fresh.statusCode()).isEqualTo(206);
        var known = ask(request(SharedFileRoutes.path(file)).header("If-None-Match", "\"x\", W/" + tag));
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(header(known, "etag")).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "x.html, text/html",
        "x.svg, image/svg+xml",
        "x.js, text/javascript",
        "'a\"; filename=b.html', text/html",
        "<script>alert(1)</script>, application/xhtml+xml",
        "x, ''"
    })
    void whatMightRunIsOnlyDownloaded(String name, String type) throws Exception {
        var file = announced(name, type, 3);
        put(file, type.isEmpty() ? "text/html" : type, bytes(3));
        var got = ask(request(SharedFileRoutes.path(file)));
        assertThat(header(got, "content-type")).isEqualTo(type.isEmpty() ? "application/octet-stream" : type);
        assertThat(header(got, "content-disposition"))
                .startsWith("attachment; filename*=UTF-8''")
                .doesNotContain("\"", "<");
        assertThat(header(got, "content-security-policy")).contains("sandbox");
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        var file = arrived("empty", "text/plain", new byte[0]);
        assertThat(ask(request(SharedFileRoutes.path(file))).body()).isEmpty();
        assertThat(ask(request(SharedFileRoutes.path(file)).header("Range", "bytes=0-"))
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void aFileArrivesOnce() throws Exception {
        var file = arrived("a", "text/plain", bytes(3));
        assertThat(put(file, "text/plain", bytes(3)).statusCode()).isEqualTo(409);
    }

    @Test
    void whatWasNotAnnouncedIsRefused() throws Exception {
        var file = announced("a", "text/plain", 3);
        assertThat(put(file, "text/html", bytes(3)).statusCode()).isEqualTo(415);
        assertThat(put(file, "no type", bytes(3)).statusCode()).isEqualTo(415);
        assertThat(put(file, "text/plain", bytes(2)).statusCode()).isEqualTo(400);
        assertThat(put(file, "text/plain", bytes(4)).statusCode()).isEqualTo(413);
        assertThat(put(file, "text/plain", bytes(LARGEST + 1)).statusCode()).isEqualTo(413);
        var chunked = request(SharedFileRoutes.path(file)).header("Content-Type", "text/plain");
        for (int length : new int[] {2, 4, 100_000}) {
            var body = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(length)));
            assertThat(ask(chunked.PUT(body)).statusCode()).isIn(400, 413);
        }
        room = Room.LITTLE;
        assertThat(put(file, "text/plain", bytes(3)).statusCode()).isEqualTo(507);
        room = Room.ENOUGH;
        var body = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes(3)));
        assertThat(ask(chunked.PUT(body)).statusCode())
                .as("the announced file may still come")
                .isEqualTo(201);
        try (var all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        var file = announced("a", "text/plain", 3);
        var path = SharedFileRoutes.path(file);
        assertThat(ask(request(path)).statusCode()).as("before it has arrived").isEqualTo(404);
        assertThat(ask(request(path.replace("/a", "/b")).PUT(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
        time.pass(SharedFiles.ANNOUNCED_FOR);
        assertThat(put(file, "text/plain", bytes(3)).statusCode())
                .as("too late")
                .isEqualTo(404);
        assertThat(ask(request(path).method("DELETE", BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({
        "/files/../../etc/passwd",
        "/files/..%2f..%2fetc%2fpasswd/a",
        "/files/%2e%2e/%2e%2e",
        "/files/arriving/a",
        "/files//a",
        "/files/aa/..%2f..%2foffhook.db",
        "/files/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a%00b"
    })
    void nobodyLeavesTheFolder(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: v\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 40");
        assertThat(raw("PUT " + path + " HTTP/1.1\r\nHost: v\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 40");
    }

    @Test
    void aBrowserMayAskFromAnywhere() throws Exception {
        var file = announced("a", "text/plain", 3);
        var asked = ask(request(SharedFileRoutes.path(file)).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(asked, "access-control-allow-methods")).contains("PUT", "GET");
        assertThat(header(asked, "access-control-allow-headers")).contains("Content-Type");
    }

    @Test
    void tenThousandHeaderLinesAreRefused() throws Exception {
        assertThat(raw("GET /files/a/b HTTP/1.1\r\nHost: v\r\n" + "X: y\r\n".repeat(10_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
