package offhook.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.TrustAnybody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web server of the whole product: files of users, over TLS with the certificate that it made for itself. */
@Timeout(120)
class WebTest {

    private static final String HTTP = """
            [http]
            listen = ["tls:127.0.0.1:0"]
            """;

    @TempDir
    Path folder;

    private LiveProduct product(String more) throws Exception {
        return new LiveProduct(folder, HTTP + more);
    }

    /** Where a slot is, as seen from this machine. */
    private static URI slot(LiveProduct product, LiveChat chat, String file, int size) throws IOException {
        chat.say(
                "<iq type='get' id='slot' to='upload.capulet.example'><request xmlns='urn:xmpp:http:upload:0' filename='"
                        + file + "' size='" + size + "' content-type='text/plain'/></iq>");
        var answer = chat.hears("<iq[^>]*id='slot'.*?</iq>");
        var url = answer.replaceAll(".*<put url='([^']*)'.*", "$1");
        var port = product.port("web").getPort();
        assertThat(url).startsWith("https://capulet.example:" + port + "/files/");
        return URI.create(url.replace("capulet.example", "127.0.0.1"));
    }

    private static int put(HttpClient client, URI url, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(url)
                                .header("Content-Type", "text/plain")
                                .PUT(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpResponse<String> get(HttpClient client, URI url) throws Exception {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(folder.resolve("data/files"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Clients that distrust the certificate, and whoever scans ports. */
    @Test
    void whoFailsAtTlsIsNoLineOfTheLog() throws Exception {
        try (var log = Logged.byAnybody();
                var product = product("");
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), product.port("web").getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
            assertThat(log.lines()).noneMatch(line -> line.contains("A connection from"));
        }
    }

    @Test
    void aFileOutlivesARestartButNotItsUser() throws Exception {
        var client = TrustAnybody.web();
        String path;
        try (var product = product("")) {
            product.add("juliet");
            try (var juliet = product.chat("juliet")) {
                var url = slot(product, juliet, "letter.txt", 9);
                assertThat(put(client, url, "wherefore")).isEqualTo(201);
                assertThat(put(client, url, "wherefore")).isEqualTo(409);
                assertThat(get(client, url).body()).isEqualTo("wherefore");
                assertThat(product.number("offhook_web_connections")).isPositive();
                assertThat(product.number("offhook_upload_kept_total")).isEqualTo(1);
                assertThat(product.number("offhook_upload_bytes_total")).isEqualTo(9);
                assertThat(product.number("offhook_upload_refused_total")).isEqualTo(1);
                path = url.getPath();
            }
        }
        try (var product = product("")) {
            var url = URI.create("https://127.0.0.1:" + product.port("web").getPort() + path);
            assertThat(get(client, url).body()).isEqualTo("wherefore");
            assertThat(files()).hasSize(1);
            product.control().delete("/users/juliet");
            assertThat(get(client, url).statusCode()).isEqualTo(404);
            await().untilAsserted(() -> assertThat(files()).isEmpty());
        }
    }

    @Test
    void whoComesByHttpIsCounted() throws Exception {
        var client = TrustAnybody.web();
        try (var product = product("")) {
            var server = "127.0.0.1:" + product.port("web").getPort();
            var socket = client.newWebSocketBuilder()
                    .subprotocols("xmpp")
                    .buildAsync(URI.create("wss://" + server + "/xmpp-websocket"), new WebSocket.Listener() {})
                    .join();
            var session =
                    "<body xmlns='http://jabber.org/protocol/httpbind' rid='1' to='capulet.example' wait='1' hold='1'/>";
            var sid = bind(client, server, session).replaceAll("(?s).* sid='([^']*)'.*", "$1");
            assertThat(product.number("offhook_xmpp_bosh_sessions")).isEqualTo(1);
            assertThat(product.number("offhook_xmpp_websockets")).isEqualTo(1);
            socket.abort();
            await().until(() -> product.number("offhook_xmpp_websockets") == 0);
            bind(
                    client,
                    server,
                    "<body xmlns='http://jabber.org/protocol/httpbind' rid='2' type='terminate' sid='" + sid + "'/>");
            await().until(() -> product.number("offhook_xmpp_bosh_sessions") == 0);
        }
    }

    /** XEP-0124: a request, and what is answered. */
    private static String bind(HttpClient client, String server, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://" + server + "/http-bind"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void withoutItsSectionNothingListensAndNothingIsOffered() throws Exception {
        try (var product = new LiveProduct(folder, "")) {
            product.add("juliet");
            assertThat(product.port("web")).isNull();
            assertThat(folder.resolve("data/files")).doesNotExist();
            try (var juliet = product.chat("juliet")) {
                juliet.say("<iq type='get' id='items' to='capulet.example'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>");
                assertThat(juliet.hears("<iq[^>]*id='items'.*?</iq>")).doesNotContain("upload");
            }
        }
    }

    @Test
    void aFullDiskTakesNoFiles() throws Exception {
        var disk = new FillingDisk();
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, HTTP, disk)) {
            product.add("juliet");
            try (var juliet = product.chat("juliet")) {
                var url = slot(product, juliet, "letter.txt", 9);
                disk.has(200);
                log.await("The disk of");
                assertThat(put(TrustAnybody.web(), url, "wherefore")).isEqualTo(507);
                juliet.say("<iq type='get' id='no' to='upload.capulet.example'>"
                        + "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='1'/></iq>");
                assertThat(juliet.hears("<iq[^>]*id='no'.*?</iq>")).contains("resource-constraint");
            }
        }
    }

    @Test
    void aProxyInFrontNamesTheAddress() throws Exception {
        var http = "[http]\nlisten = [\"tcp:127.0.0.1:0\"]\nurl = \"https://chat.example.com\"\n";
        try (var product = new LiveProduct(folder, http)) {
            product.add("juliet");
            try (var juliet = product.chat("juliet")) {
                juliet.say("<iq type='get' id='slot' to='upload.capulet.example'>"
                        + "<request xmlns='urn:xmpp:http:upload:0' filename='a b' size='1'/></iq>");
                var answer = juliet.hears("<iq[^>]*id='slot'.*?</iq>");
                assertThat(answer).contains("<get url='https://chat.example.com/files/");
                var path = answer.replaceAll(".*<put url='https://chat.example.com([^']*)'.*", "$1");
                var url = URI.create("http://127.0.0.1:" + product.port("web").getPort() + path);
                assertThat(put(HttpClient.newHttpClient(), url, "x")).isEqualTo(201);
                assertThat(get(HttpClient.newHttpClient(), url).body()).isEqualTo("x");
            }
        }
    }

    @Test
    void pagesOfAnySiteLearnWhereToConnect() throws Exception {
        try (var product = product("")) {
            var port = product.port("web").getPort();
            var meta = get(TrustAnybody.web(), URI.create("https://127.0.0.1:" + port + "/.well-known/host-meta.json"));
            assertThat(meta.headers().firstValue("access-control-allow-origin")).contains("*");
            assertThat(meta.body())
                    .contains("\"wss://capulet.example:" + port + "/xmpp-websocket\"")
                    .contains("\"https://capulet.example:" + port + "/http-bind\"");
        }
    }
}
