package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TrustAnybody;
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

/** TLS on real sockets of the loopback interface: a server that answers each request with 200. */
@Timeout(30)
class TlsTransportTest {

    private static final String REQUEST =
            """
            OPTIONS sip:capulet.example SIP/2.0
            Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKtls
            From: <sip:a@b>;tag=a
            To: <sip:b@b>
            Call-ID: tls
            CSeq: 1 OPTIONS
            Content-Length: 0

            """
                    .replace("\n", "\r\n");

    private final EventLoops loops = EventLoops.start(2);
    private final ManualTime time = new ManualTime();
    private final BlockingQueue<SipRequest> heard = new LinkedBlockingQueue<>();

    @TempDir
    Path data;

    private TlsContexts contexts;
    private SipTransport transport;
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        contexts = contexts("capulet.example");
        transport = transport(new TlsClients(Optional.empty()));
        address = transport.bound(Protocol.TLS).get(0);
    }

    private TlsContexts contexts(String domain) {
        return new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()),
                data,
                List.of(domain),
                InstantSource.system(),
                time,
                Runnable::run);
    }

    private SipTransport transport(TlsClients clients) throws IOException {
        var made = new SipTransport(
                loops,
                new MessageReader(Limits.DEFAULT),
                StreamLimits.DEFAULT,
                Optional.of(new Tls(contexts, clients)));
        made.start(List.of(Listen.parse("tls:127.0.0.1:0")), this::answer);
        return made;
    }

    private void answer(SipMessage message, Flow flow) {
        if (message instanceof SipRequest request) {
            heard.add(request);
            flow.send(SipResponse.to(request, 200).encode(), unsent -> {});
        }
    }

    @AfterEach
    void close() {
        transport.close();
        contexts.close();
        loops.close();
    }

    private SSLSocket connect(String... versions) throws IOException, GeneralSecurityException {
        var socket = (SSLSocket)
                TrustAnybody.context().getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        if (versions.length > 0) {
            socket.setEnabledProtocols(versions);
        }
        return socket;
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
        return startLine(socket.getInputStream());
    }

    private static String startLine(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "closed";
            }
            head.append((char) next);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnswered(String version) throws Exception {
        try (var socket = connect(version)) {
            assertThat(ask(socket)).isEqualTo("SIP/2.0 200 OK");
            assertThat(ask(socket)).isEqualTo("SIP/2.0 200 OK");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(transport.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatIsOlderIsRefused() throws Exception {
        try (var socket = connect("TLSv1.1")) {
            assertThatThrownBy(() -> ask(socket)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whoSpeaksNoTlsHearsNothing() throws Exception {
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.UTF_8));
            assertThat(startLine(socket.getInputStream())).doesNotStartWith("SIP/2.0");
        }
        assertThat(heard).isEmpty();
        try (var socket = connect()) {
            assertThat(ask(socket)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aRenewedCertificateServesTheNextConnection() throws Exception {
        try (var before = connect()) {
            ask(before);
            try (var old = data.toFile().exists() ? Files.walk(data) : null) {
                for (var file : old.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            contexts("montague.example").close();
            assertThat(contexts.reload()).isEmpty();
            try (var after = connect()) {
                assertThat(ask(after)).isEqualTo("SIP/2.0 200 OK");
                assertThat(after.getSession().getPeerCertificates())
                        .isNotEqualTo(before.getSession().getPeerCertificates());
            }
            assertThat(ask(before)).isEqualTo("SIP/2.0 200 OK");
        }
    }

    @Test
    void aConnectionIsUsedInBothDirections() throws Exception {
        try (var socket = connect()) {
            ask(socket);
            var back = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
            var flow = transport.flow(new Target(Protocol.TLS, back));
            flow.send(REQUEST.getBytes(StandardCharsets.UTF_8), unsent -> {});
            assertThat(startLine(socket.getInputStream())).isEqualTo("OPTIONS sip:capulet.example SIP/2.0");
            assertThat(flow.protocol()).isEqualTo(Protocol.TLS);
            assertThat(flow.sentBy()).isEqualTo("127.0.0.1:" + address.getPort());
        }
    }

    private Target named(String name) throws IOException {
        var host = InetAddress.getByAddress(name, address.getAddress().getAddress());
        return new Target(Protocol.TLS, new InetSocketAddress(host, address.getPort()));
    }

    private Object sentBy(SipTransport other, Target target) throws Exception {
        var failed = new LinkedBlockingQueue<Object>();
        try (other) {
            other.flow(target).send(REQUEST.getBytes(StandardCharsets.UTF_8), failed::add);
            SipRequest got;
            do {
                got = heard.poll(50, TimeUnit.MILLISECONDS);
            } while (got == null && failed.isEmpty());
            return got == null ? failed.take() : got;
        }
    }

    /** RFC 5922 §7: the peer's certificate is made out to the name that was looked for. */
    @Test
    void aPeerIsConnectedToByItsName() throws Exception {
        var trusting = new TlsClients(Optional.of(data.resolve("tls/certificate.pem")));
        assertThat(sentBy(transport(trusting), named("capulet.example"))).isInstanceOf(SipRequest.class);
        assertThat(sentBy(transport(trusting), named("montague.example"))).isInstanceOf(IOException.class);
        assertThat(sentBy(transport(trusting), new Target(Protocol.TLS, address)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPeerWithoutACertificateThatIsTrustedGetsNothing() throws Exception {
        assertThat(sentBy(transport(new TlsClients(Optional.empty())), named("capulet.example")))
                .isInstanceOf(IOException.class);
        assertThat(heard).isEmpty();
    }
}
