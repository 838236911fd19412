package offhook.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import offhook.runtime.config.Listen;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets on the loopback interface: a server that answers each request with 200. */
class SipTransportTest {

    private static final StreamLimits QUICK = new StreamLimits(
            Duration.ofSeconds(4),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            64 * 1024,
            3,
            2);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Queue<SipMessage> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Flow> from = new ConcurrentLinkedQueue<>();
    private SipTransport transport;

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private InetSocketAddress start(String listen) throws IOException {
        return start(listen, StreamLimits.DEFAULT, EventLoops.start(2));
    }

    private InetSocketAddress start(String listen, StreamLimits limits, EventLoops loops) throws IOException {
        opened.add(loops);
        transport = new SipTransport(loops, new MessageReader(Limits.DEFAULT), limits, Optional.empty());
        opened.add(transport);
        transport.start(List.of(Listen.parse(listen)), this::answer);
        return transport
                .bound(listen.startsWith("udp") ? Protocol.UDP : Protocol.TCP)
                .get(0);
    }

    private void answer(SipMessage message, Flow flow) {
        heard.add(message);
        from.add(flow);
        if (message instanceof SipRequest request) {
            ReturnPath.of(request.topVia(), flow, transport)
                    .send(SipResponse.to(request, 200).encode(), unsent -> {});
        }
    }

    private static String options(int number, String protocol) {
        return "OPTIONS sip:us SIP/2.0\r\nVia: SIP/2.0/" + protocol + " 127.0.0.1;rport;branch=z9hG4bK" + number
                + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:us>\r\nCall-ID: call" + number
                + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
    }

    private DatagramSocket datagrams() throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        opened.add(socket);
        return socket;
    }

    private Socket connect(InetSocketAddress to) throws IOException {
        var socket = new Socket(to.getAddress(), to.getPort());
        socket.setSoTimeout(10_000);
        opened.add(socket);
        return socket;
    }

    private static void send(DatagramSocket socket, byte[] bytes, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[65536], 65536);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Reads one message without body. */
    private static String read(Socket socket) throws IOException {
        var text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!text.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return text + "<end>";
            }
            text.append((char) next);
        }
        return text.toString();
    }

    // UDP

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsAreAnsweredWhereTheyCameFrom(boolean epoll) throws IOException {
        var server = start(
                "udp:127.0.0.1:0", StreamLimits.DEFAULT, epoll ? EventLoops.start(2) : EventLoops.startPortable(2));
        var sockets = List.of(datagrams(), datagrams(), datagrams(), datagrams());
        for (int round = 0; round < 25; round++) {
            for (var socket : sockets) {
                send(socket, options(round, "UDP").getBytes(US_ASCII), server);
            }
        }
        for (var socket : sockets) {
            for (int round = 0; round < 25; round++) {
                assertThat(receive(socket))
                        .startsWith("SIP/2.0 200 OK\r\n")
                        .contains(";rport=" + socket.getLocalPort() + ";")
                        .contains(";received=127.0.0.1\r\n");
            }
        }
        assertThat(heard).hasSize(100);
        assertThat(from.peek().sentBy()).isEqualTo("127.0.0.1:" + server.getPort());
    }

    @Test
    void keepAlivesAreAnsweredByWhatTheyAre() throws IOException {
        var server = start("udp:127.0.0.1:0");
        var socket = datagrams();
        send(socket, "\r\n\r\n".getBytes(US_ASCII), server);
        byte[] stun = ByteBuffer.allocate(20)
                .putShort((short) 1)
                .putShort((short) 0)
                .putInt(0x2112A442)
                .array();
        send(socket, stun, server);
        var answer = ByteBuffer.wrap(receive(socket).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(answer.getShort()).isEqualTo((short) 0x0101);
        assertThat(heard).isEmpty();
    }

    @Test
    void aDatagramThatIsTooLongIsRefused() throws IOException {
        var server = start("udp:127.0.0.1:0");
        var socket = datagrams();
        var tooLong = options(1, "UDP").replace("Content-Length: 0", "Content-Length: 40000") + "x".repeat(40_000);
        send(socket, tooLong.getBytes(US_ASCII), server);
        assertThat(receive(socket)).startsWith("SIP/2.0 513 Message Too Large\r\n");
        send(socket, options(2, "UDP").replace("CSeq: 1", "CSeq: 1").getBytes(US_ASCII), server);
        assertThat(receive(socket)).startsWith("SIP/2.0 200 OK\r\n");
    }

    /** Where it listens on all addresses, it tells each peer the one that this peer sees. */
    @Test
    void onAllAddressesEachPeerSeesItsOwn() throws IOException {
        int port = start("udp:0.0.0.0:0").getPort();
        var flow = transport.flow(new Target(Protocol.UDP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)));
        assertThat(flow.sentBy()).isEqualTo("127.0.0.1:" + port);
    }

    // TCP

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesMayComeInPiecesOrTogether(boolean epoll) throws IOException {
        var server = start(
                "tcp:127.0.0.1:0", StreamLimits.DEFAULT, epoll ? EventLoops.start(2) : EventLoops.startPortable(2));
        var socket = connect(server);
        socket.setTcpNoDelay(true);
        for (char c : options(1, "TCP").toCharArray()) {
            write(socket, Character.toString(c));
        }
        assertThat(read(socket)).startsWith("SIP/2.0 200 OK\r\n");
        var many = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            many.append(options(i, "TCP"));
        }
        write(socket, many.toString());
        for (int i = 0; i < 500; i++) {
            assertThat(read(socket)).startsWith("SIP/2.0 200 OK\r\n");
        }
        assertThat(transport.connections()).isEqualTo(1);
    }

    /** RFC 5626 §3.5.1. */
    @Test
    void aPingIsAnswered() throws IOException {
        var socket = connect(start("tcp:127.0.0.1:0"));
        write(socket, "\r\n\r\n");
        assertThat(socket.getInputStream().readNBytes(2)).containsExactly('\r', '\n');
        write(socket, options(1, "TCP"));
        assertThat(read(socket)).startsWith("SIP/2.0 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "Content-Length: 2147483647", "Content-Length: 0\r\nl: 0", "Content-Length: x"})
    void aMessageWithoutAKnownEndEndsTheConnection(String length) throws IOException {
        var socket = connect(start("tcp:127.0.0.1:0"));
        write(socket, options(1, "TCP").replace("Content-Length: 0", length) + options(2, "TCP"));
        assertThat(read(socket)).matches("(?s)SIP/2.0 (400|513) .*");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        assertThat(heard).isEmpty();
        await().until(() -> transport.connections() == 0);
    }

    @Test
    void whoSaysNothingIsSentAway() throws IOException {
        var server = start("tcp:127.0.0.1:0", QUICK, EventLoops.start(1));
        var silent = connect(server);
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        var half = connect(server);
        write(half, options(1, "TCP") + "OPTIONS sip:");
        assertThat(read(half)).startsWith("SIP/2.0 200");
        assertThat(half.getInputStream().read()).isEqualTo(-1);
        await().until(() -> transport.connections() == 0);
    }

    @Test
    void whoIsIdleIsSentAway() throws IOException {
        var idle = connect(start("tcp:127.0.0.1:0", QUICK, EventLoops.start(1)));
        write(idle, options(1, "TCP"));
        assertThat(read(idle)).startsWith("SIP/2.0 200");
        assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void connectionsAreCounted() throws IOException {
        var limits = new StreamLimits(
                QUICK.connect(),
                Duration.ofMinutes(1),
                QUICK.message(),
                Duration.ofMinutes(1),
                QUICK.stalled(),
                QUICK.waiting(),
                3,
                2);
        var server = start("tcp:127.0.0.1:0", limits, EventLoops.start(1));
        var first = connect(server);
        var second = connect(server);
        await().until(() -> transport.connections() == 2);
        var third = connect(server);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
        first.close();
        await().until(() -> transport.connections() == 1);
        var fourth = connect(server);
        write(fourth, options(1, "TCP"));
        assertThat(read(fourth)).startsWith("SIP/2.0 200");
        assertThat(second.isClosed()).isFalse();
    }

    /** Who reads nothing is cut off: by the bytes that wait, or by time. */
    @Test
    void aSlowReaderIsCutOff() throws IOException {
        var server = start("tcp:127.0.0.1:0", QUICK, EventLoops.start(1));
        var slow = connect(server);
        write(slow, options(1, "TCP"));
        assertThat(read(slow)).startsWith("SIP/2.0 200");
        var flow = from.remove();
        byte[] large = new byte[32 * 1024];
        var failure = new AtomicReference<IOException>();
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            flow.send(large, failure::set);
            return !flow.isOpen();
        });
        flow.send(large, failure::set);
        await().until(() -> failure.get() != null);
        await().until(() -> transport.connections() == 0);
    }

    @Test
    void aConnectionIsUsedAgain() throws IOException {
        var server = start("tcp:127.0.0.1:0");
        var listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        opened.add(listening);
        var target = new Target(
                Protocol.TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
        var flow = transport.flow(target);
        assertThat(flow.sentBy()).isEqualTo("127.0.0.1:" + server.getPort());
        flow.send("one".getBytes(US_ASCII), unsent -> {});
        assertThat(transport.flow(target)).isSameAs(flow);
        var accepted = listening.accept();
        opened.add(accepted);
        flow.send("two".getBytes(US_ASCII), unsent -> {});
        assertThat(accepted.getInputStream().readNBytes(6)).asString(US_ASCII).isEqualTo("onetwo");
        write(accepted, options(1, "TCP"));
        assertThat(read(accepted)).startsWith("SIP/2.0 200");
        accepted.close();
        await().until(() -> !flow.isOpen());
        assertThat(transport.flow(target)).isNotSameAs(flow);
        assertThat(transport.flow(Target.along(flow))).isNotSameAs(flow);
    }

    @Test
    void whereNobodyListensSendingFails() throws IOException {
        start("tcp:127.0.0.1:0");
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var failure = new AtomicReference<IOException>();
        var flow =
                transport.flow(new Target(Protocol.TCP, new InetSocketAddress(InetAddress.getLoopbackAddress(), free)));
        flow.send("x".getBytes(US_ASCII), failure::set);
        await().until(() -> failure.get() != null);
        await().until(() -> transport.connections() == 0);
        assertThat(flow.isOpen()).isFalse();
    }

    @Test
    void withoutACertificateThereIsNoTls() throws IOException {
        start("udp:127.0.0.1:0");
        var there = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        var failure = new AtomicReference<IOException>();
        transport.flow(new Target(Protocol.TCP, there)).send(new byte[1], failure::set);
        assertThat(failure.get()).hasMessageContaining("speaks TCP");
        transport
                .flow(new Target(Protocol.UDP, InetSocketAddress.createUnresolved("h", 1)))
                .send(new byte[1], failure::set);
        assertThat(failure.get()).hasMessage("no address");
        assertThatThrownBy(() -> transport.start(List.of(Listen.parse("tls:127.0.0.1:0")), this::answer))
                .hasMessage("tls:127.0.0.1:0: there is no certificate");
    }

    @Test
    void whatWasTurnedAwayIsMeasured() throws IOException {
        var server = start("udp:127.0.0.1:0");
        var metrics = new Metrics();
        transport.measure(metrics);
        var socket = datagrams();
        send(socket, "nonsense".getBytes(US_ASCII), server);
        send(socket, options(1, "UDP").replace("CSeq: 1", "CSeq: x").getBytes(US_ASCII), server);
        assertThat(receive(socket)).startsWith("SIP/2.0 400 Bad CSeq");
        assertThat(metrics.scrape()).contains("offhook_sip_refused_total 1.0", "offhook_sip_connections 0.0");
        await().until(() -> metrics.scrape().contains("offhook_sip_dropped_total 1.0"));
    }
}
