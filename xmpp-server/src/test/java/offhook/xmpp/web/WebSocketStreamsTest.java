package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.TrustAnybody;
import offhook.runtime.testing.WebSocketEar;
import offhook.xmpp.testing.RealXmpp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RFC 7395 with the JDK's WebSocket, over TLS. */
@Timeout(60)
class WebSocketStreamsTest {

    private static final String OPEN =
            "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='capulet.example' version='1.0'/>";
    private static final String CLOSE = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";

    private final List<Client> clients = new ArrayList<>();
    private RealXmpp server;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        server = new RealXmpp(data);
    }

    @AfterEach
    void stop() {
        clients.forEach(client -> client.socket.abort()); // nobody has to wait for the goodbye of those who are left
        server.close();
    }

    /** A client that says frames and hears them, one after the other. */
    private static final class Client {

        private final WebSocketEar ear = new WebSocketEar();
        private final WebSocket socket;

        Client(String url, String forwarded) throws Exception {
            var builder = TrustAnybody.web().newWebSocketBuilder().subprotocols("xmpp");
            if (forwarded != null) {
                builder.header("X-Forwarded-Proto", forwarded);
            }
            socket = builder.buildAsync(URI.create(url.replaceFirst("^http", "ws") + "/xmpp-websocket"), ear)
                    .get(20, TimeUnit.SECONDS);
        }

        Client logIn(String user) throws Exception {
            says(OPEN);
            assertThat(hears()).startsWith("<open ").contains("from='capulet.example'", "id='", "version='1.0'");
            assertThat(hears())
                    .startsWith("<stream:features xmlns:stream='http://etherx.jabber.org/streams'>")
                    .contains("SCRAM-SHA-256", "PLAIN")
                    .doesNotContain("starttls");
            var plain = "\0" + user + "\0" + TestPeople.password(user);
            says("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                    + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>");
            assertThat(hears()).startsWith("<success ");
            says(OPEN);
            assertThat(hears()).startsWith("<open ");
            assertThat(hears()).contains("<bind ", "<sm ");
            return this;
        }

        Client bind(String resource) throws Exception {
            says("<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                    + resource + "</resource></bind></iq>");
            assertThat(hears()).startsWith("<iq xmlns='jabber:client' ").contains('/' + resource);
            return this;
        }

        void says(String frame) throws Exception {
            socket.sendText(frame, true).get(20, TimeUnit.SECONDS);
        }

        String hears() throws InterruptedException {
            var frame = ear.next();
            assertThat(frame).isNotNull();
            return frame;
        }

        /** Skips what is of no interest. */
        String hears(String beginning) throws InterruptedException {
            var frame = hears();
            while (!frame.startsWith(beginning)) {
                frame = hears();
            }
            return frame;
        }
    }

    private Client online(String user, String resource) throws Exception {
        return connect(server.url(), null).logIn(user).bind(resource);
    }

    private Client connect(String url, String forwarded) throws Exception {
        var client = new Client(url, forwarded);
        clients.add(client);
        return client;
    }

    @Test
    void twoTalkAndSayGoodbye() throws Exception {
        var juliet = online("juliet", "balcony");
        var romeo = online("romeo", "garden");
        romeo.says("<presence xmlns='jabber:client'/>");
        juliet.says(
                "<message xmlns='jabber:client' to='romeo@capulet.example/garden' id='m'><body>\u2665 &lt;</body></message>");
        assertThat(romeo.hears("<message "))
                .contains("xmlns='jabber:client'", "from='juliet@capulet.example/balcony'", "<body>\u2665 &lt;</body>");
        juliet.says(CLOSE);
        assertThat(juliet.hears("<close ")).isEqualTo(CLOSE);
        assertThat(juliet.hears()).isEqualTo("(close 1000)");
    }

    @Test
    void aMessageInFragmentsIsOne() throws Exception {
        var juliet = online("juliet", "balcony");
        juliet.socket
                .sendText("<iq xmlns='jabber:client' type='get' id='p' to='capulet.example'>", false)
                .get();
        juliet.socket.sendPing(ByteBuffer.allocate(0)).get();
        juliet.socket.sendText("<ping xmlns='urn:xmpp:ping'/></iq>", true).get();
        assertThat(juliet.hears("<iq ")).contains("id='p'", "type='result'");
    }

    @Test
    void aSessionIsResumedOnAnotherSocket() throws Exception {
        var first = online("juliet", "balcony");
        first.says("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        var id = first.hears("<enabled ").replaceAll(".* id='([^']*)'.*", "$1");
        first.says("<presence xmlns='jabber:client'/>");
        var romeo = online("romeo", "garden");
        first.socket.abort();
        romeo.says(
                "<message xmlns='jabber:client' to='juliet@capulet.example/balcony' type='chat' id='m'><body>late</body></message>");
        var second = connect(server.url(), null).logIn("juliet");
        second.says("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>");
        assertThat(second.hears()).startsWith("<resumed ").contains("h='1'");
        assertThat(second.hears("<message ")).contains("<body>late</body>");
    }

    @Test
    void whatIsNoFrameEndsTheStream() throws Exception {
        for (var frame : new String[] {
            "<presence xmlns='jabber:client'/><presence xmlns='jabber:client'/>",
            "<presence xmlns='jabber:client'>",
            " <presence xmlns='jabber:client'/>",
            "",
            "</stream:stream>",
            "<!DOCTYPE a><presence xmlns='jabber:client'/>",
            "<open/>"
        }) {
            var juliet = online("juliet", "balcony");
            juliet.says(frame);
            assertThat(juliet.hears("<stream:error ")).contains("xmlns:stream='http://etherx.jabber.org/streams'");
            assertThat(juliet.hears()).isEqualTo(CLOSE);
            juliet.says(CLOSE);
            assertThat(juliet.hears()).as(frame).isEqualTo("(close 1000)");
        }
    }

    @Test
    void anUnopenedStreamIsOpenedToSayWhy() throws Exception {
        var nobody = connect(server.url(), null);
        nobody.says("<message xmlns='jabber:client'/>");
        assertThat(nobody.hears()).startsWith("<open ");
        assertThat(nobody.hears()).startsWith("<stream:error ").contains("<bad-format ");
        var stranger = connect(server.url(), null);
        stranger.says(OPEN.replace("capulet", "montague"));
        assertThat(stranger.hears()).startsWith("<open ");
        assertThat(stranger.hears()).startsWith("<stream:error ").contains("<host-unknown ");
    }

    @Test
    void whatIsTooLargeOrNoTextEndsTheSocket() throws Exception {
        var juliet = online("juliet", "balcony");
        juliet.socket.sendText("<message xmlns='jabber:client'><body>" + "x".repeat(10 << 20), true);
        assertThat(juliet.hears("(")).isIn("(close 1009)", "(error)");
        var romeo = online("romeo", "garden");
        romeo.socket.sendBinary(ByteBuffer.wrap("<presence/>".getBytes(UTF_8)), true);
        assertThat(romeo.hears("(")).isEqualTo("(close 1003)");
    }

    @Test
    void beforeALoginLittleIsTaken() throws Exception {
        var nobody = connect(server.url(), null);
        nobody.says(OPEN);
        nobody.hears();
        nobody.hears();
        nobody.says(
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + "A".repeat(20_000) + "</auth>");
        assertThat(nobody.hears()).startsWith("<stream:error ").contains("<policy-violation ");
    }

    @Test
    void nobodyLogsInWhereOthersRead() throws Exception {
        var plain = connect(server.plainUrl(), null);
        plain.says(OPEN);
        plain.hears();
        assertThat(plain.hears()).startsWith("<stream:features ").doesNotContain("mechanism", "starttls");
        var proxied = connect(server.plainUrl(), "https");
        proxied.logIn("juliet").bind("balcony");
    }

    @Test
    void theEndOfTheServerIsHeard() throws Exception {
        var juliet = online("juliet", "balcony");
        var closing = new Thread(server::stop);
        closing.start();
        assertThat(juliet.hears("<stream:error ")).contains("<system-shutdown ");
        assertThat(juliet.hears()).isEqualTo(CLOSE);
        juliet.says(CLOSE);
        assertThat(juliet.hears()).isEqualTo("(close 1000)");
        closing.join();
    }

    @Test
    void aBrowserLearnsWhereToConnect() throws Exception {
        var client = TrustAnybody.web();
        var url = server.url().replaceFirst("^https", "wss") + "/xmpp-websocket";
        var xml = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/.well-known/host-meta"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(xml.headers().firstValue("content-type")).contains("application/xrd+xml; charset=utf-8");
        assertThat(xml.body())
                .contains("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>")
                .contains("<Link rel='urn:xmpp:alt-connections:websocket' href='" + url + "'/>");
        var json = client.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/.well-known/host-meta.json"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(json.headers().firstValue("content-type")).contains("application/json");
        assertThat(json.body())
                .contains("{\"rel\": \"urn:xmpp:alt-connections:websocket\", \"href\": \"" + url + "\"}");
    }

    /** XEP-0124 over the same server: each request on its own. */
    @Test
    void requestsThatAreAnsweredLateWorkToo() throws Exception {
        var created = post(
                "<body rid='100' to='capulet.example' wait='30' hold='1' xmlns='http://jabber.org/protocol/httpbind'/>");
        assertThat(created).contains("<stream:features ", "SCRAM-SHA-256");
        var sid = created.replaceAll("(?s).* sid='([^']*)'.*", "$1");
        var plain = "\0juliet\0" + TestPeople.password("juliet");
        var body = "<body rid='%d' sid='" + sid + "' %s xmlns='http://jabber.org/protocol/httpbind'>%s</body>";
        assertThat(post(body.formatted(
                        101,
                        "",
                        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                                + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>")))
                .contains("<success ");
        assertThat(post(body.formatted(102, "xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true'", "")))
                .contains("<bind ");
        assertThat(
                        post(
                                body.formatted(
                                        103,
                                        "",
                                        "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>")))
                .contains("<jid>juliet@capulet.example/");
        assertThat(post(body.formatted(104, "type='terminate'", ""))).contains("type='terminate'");
        assertThat(post("x".repeat(400_000))).startsWith("413 ");
    }

    private String post(String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/http-bind"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = TrustAnybody.web().send(request, BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : answer.statusCode() + " " + answer.body();
    }
}
