package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TrustAnybody;
import offhook.sip.message.Host;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Every transport over IPv6: two servers on ::1, and a browser. RFC 5118 §4. */
@Timeout(60)
class Ipv6Test {

    private static final List<Listen> EVERYWHERE = List.of(
            Listen.parse("udp:[::1]:0"),
            Listen.parse("tcp:[::1]:0"),
            Listen.parse("tls:[::1]:0"),
            Listen.parse("ws:[::1]:0"),
            Listen.parse("wss:[::1]:0"));

    private final EventLoops loops = EventLoops.start(2);
    private final BlockingQueue<SipMessage> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipMessage> told = new LinkedBlockingQueue<>();

    @TempDir
    Path data;

    private TlsContexts contexts;
    private SipTransport here;
    private SipTransport there;

    @BeforeEach
    void start() throws IOException {
        contexts = new TlsContexts(
                new TlsConfig(Optional.empty(), Optional.empty()),
                data,
                List.of("capulet.example"),
                InstantSource.system(),
                new ManualTime(),
                Runnable::run);
        here = transport();
        here.start(EVERYWHERE, (message, from) -> told.add(message));
        there = transport();
        there.start(EVERYWHERE, this::answer);
    }

    private SipTransport transport() {
        var trust = Optional.of(data.resolve("tls/certificate.pem"));
        return new SipTransport(
                loops,
                new MessageReader(Limits.DEFAULT),
                StreamLimits.DEFAULT,
                Optional.of(new Tls(contexts, new TlsClients(trust))));
    }

    private void answer(SipMessage message, Flow from) {
        asked.add(message);
        if (message instanceof SipRequest request) {
            ReturnPath.of(request.topVia(), from, there)
                    .send(SipResponse.to(request, 200).encode(), unsent -> {});
        }
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        contexts.close();
        loops.close();
    }

    private static String options(String via) {
        return "OPTIONS sip:capulet.example SIP/2.0\r\nVia: SIP/2.0/" + via + ";rport;branch=z9hG4bK6\r\n"
                + "From: <sip:a@[::1]>;tag=a\r\nTo: <sip:b@[2001:db8::1]>\r\nCall-ID: six\r\nCSeq: 1 OPTIONS\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @EnumSource(names = {"UDP", "TCP", "TLS"})
    void thereAndBack(Protocol protocol) throws Exception {
        var address = InetAddress.getByAddress(
                "capulet.example", Host.literal("::1").orElseThrow().getAddress());
        var target = new InetSocketAddress(address, there.bound(protocol).get(0).getPort());
        var flow = here.flow(new Target(protocol, target));
        var own = "[0:0:0:0:0:0:0:1]:" + here.bound(protocol).get(0).getPort();
        assertThat(flow.sentBy()).isEqualTo(own);
        flow.send(MessageReader.parse(options(protocol + " " + flow.sentBy())).encode(), unsent -> {});
        var request = asked.poll(20, TimeUnit.SECONDS);
        assertThat(request.topVia().host()).isEqualTo("[0:0:0:0:0:0:0:1]");
        assertThat(request.topVia().toString()).contains(";received=0:0:0:0:0:0:0:1", ";rport=");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isInstanceOf(SipResponse.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void aBrowser(Protocol protocol) throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var scheme = protocol.name().toLowerCase(Locale.ROOT);
        var socket = TrustAnybody.web()
                .newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(
                        URI.create(scheme + "://[::1]:"
                                + there.bound(protocol).get(0).getPort() + "/"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                return WebSocket.Listener.super.onText(from, text, last);
                            }
                        })
                .get(20, TimeUnit.SECONDS);
        socket.sendText(options(protocol + " df7jal23ls0d.invalid"), true).get(20, TimeUnit.SECONDS);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).startsWith("SIP/2.0 200 OK");
        socket.abort();
    }

    /** One socket may serve both families. */
    @Test
    void onAllAddressesOfBothFamilies() throws IOException {
        try (var both = transport()) {
            both.start(List.of(Listen.parse("udp:[::]:0")), (message, from) -> told.add(message));
            int port = both.bound(Protocol.UDP).get(0).getPort();
            for (var peer : List.of("127.0.0.1", "[::1]")) {
                var target = new InetSocketAddress(Host.literal(peer).orElseThrow(), 9);
                var own = peer.equals("[::1]") ? "[0:0:0:0:0:0:0:1]" : peer;
                assertThat(both.flow(new Target(Protocol.UDP, target)).sentBy()).isEqualTo(own + ":" + port);
            }
        }
    }
}
