package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.WebSocketEar;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIP over WebSocket, RFC 7118, with Java's own client: a server that answers each request with 200. */
@Timeout(30)
class WebSocketTransportTest {

    /** Without Content-Length: the WebSocket says where the message ends. */
    private static final String REQUEST =
            """
            OPTIONS sip:capulet.example SIP/2.0
            Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bKws
            From: "Júlia" <sip:a@b>;tag=a
            To: <sip:b@b>
            Call-ID: ws
            CSeq: 1 OPTIONS

            """
                    .replace("\n", "\r\n");

    private final EventLoops loops = EventLoops.start(2);
    private final ManualTime time = new ManualTime();
    private final BlockingQueue<Flow> flows = new LinkedBlockingQueue<>();

    @TempDir
    Path data;

    private TlsContexts contexts;
    private SipTransport transport;

    @BeforeEach
    void start() throws IOException {
        contexts = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()),
                data,
                List.of("localhost"),
                InstantSource.system(),
                time,
                Runnable::run);
        transport = new SipTransport(
                loops,
                new MessageReader(Limits.DEFAULT),
                StreamLimits.DEFAULT,
                Optional.of(new Tls(contexts, new TlsClients(Optional.empty()))));
        transport.start(List.of(Listen.parse("ws:127.0.0.1:0"), Listen.parse("wss:127.0.0.1:0")), this::answer);
    }

    private void answer(SipMessage message, Flow flow) {
        flows.add(flow);
        if (message instanceof SipRequest request) {
            flow.send(SipResponse.to(request, 200).encode(), unsent -> {});
        }
    }

    @AfterEach
    void close() {
        transport.close();
        contexts.close();
        loops.close();
    }

    private Browser connect(String scheme, String... protocols) throws IOException, GeneralSecurityException {
        var port = transport
                .bound(Protocol.valueOf(scheme.toUpperCase(Locale.ROOT)))
                .get(0)
                .getPort();
        var client = HttpClient.newBuilder().sslContext(trusting()).build();
        var builder = client.newWebSocketBuilder();
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0]);
        }
        var browser = new Browser();
        browser.socket = builder.buildAsync(URI.create(scheme + "://localhost:" + port + "/any"), browser.ear)
                .join();
        return browser;
    }

    private SSLContext trusting() throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        try (var in = Files.newInputStream(data.resolve("tls/certificate.pem"))) {
            keys.setCertificateEntry(
                    "ours", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void messagesGoBothWays(String scheme) throws Exception {
        var browser = connect(scheme, "sip");
        assertThat(browser.socket.getSubprotocol()).isEqualTo("sip");
        browser.socket.sendText(REQUEST, true).join();
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK\r\n").contains("Júlia");
        browser.socket
                .sendBinary(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.UTF_8)), true)
                .join();
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK\r\n");
        var flow = flows.take();
        assertThat(flow.protocol().name()).isEqualToIgnoringCase(scheme);
        var again = transport.flow(new Target(flow.protocol(), flow.remote()));
        again.send(REQUEST.getBytes(StandardCharsets.ISO_8859_1), unsent -> {});
        assertThat(browser.next()).startsWith("(binary OPTIONS ");
    }

    @Test
    void aMessageMayComeInPieces() throws Exception {
        var browser = connect("ws", "sip");
        browser.socket.sendText(REQUEST.substring(0, 50), false).join();
        browser.socket.sendText(REQUEST.substring(50), true).join();
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK\r\n");
    }

    /** RFC 7118 §6: both kinds of keep-alive. */
    @Test
    void pingsAreAnswered() throws Exception {
        var browser = connect("ws", "sip");
        browser.socket.sendText("\r\n\r\n", true).join();
        assertThat(browser.next()).isEqualTo("\r\n");
        browser.socket.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        assertThat(browser.next()).isEqualTo("(pong \u0001)");
    }

    @Test
    void whatIsNoSipIsRefusedAndTheNextIsHeard() throws Exception {
        var browser = connect("ws", "sip");
        browser.socket.sendText(REQUEST.replace("CSeq: 1", "CSeq: x"), true).join();
        assertThat(browser.next()).startsWith("SIP/2.0 400 ");
        browser.socket.sendText(REQUEST, true).join();
        assertThat(browser.next()).startsWith("SIP/2.0 200 OK\r\n");
    }

    @Test
    void whoDoesNotAskForSipIsSentAway() throws Exception {
        assertThat(connect("ws").next()).startsWith("(close ");
        assertThat(connect("ws", "xmpp").next()).startsWith("(close ");
        assertThat(flows).isEmpty();
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnection() throws Exception {
        var browser = connect("ws", "sip");
        browser.socket.sendText("x".repeat(200_000), true).exceptionally(broken -> null);
        assertThat(browser.next()).matches("\\(close [0-9]+\\)|\\(error\\)");
        assertThat(flows).isEmpty();
    }

    @Test
    void whoSpeaksNoHttpHearsOfIt() throws Exception {
        var address = transport.bound(Protocol.WS).get(0);
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("SIP/2.0 200");
        }
        assertThat(flows).isEmpty();
    }

    @Test
    void nobodyOpensAWebSocketToABrowser() throws Exception {
        var failed = new LinkedBlockingQueue<IOException>();
        transport
                .flow(new Target(Protocol.WS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)))
                .send(REQUEST.getBytes(StandardCharsets.UTF_8), failed::add);
        assertThat(failed.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(transport.connections()).isZero();
    }

    /** What a browser hears. */
    private static final class Browser {

        private final WebSocketEar ear = new WebSocketEar();
        private WebSocket socket;

        String next() throws InterruptedException {
            return ear.next();
        }
    }
}
