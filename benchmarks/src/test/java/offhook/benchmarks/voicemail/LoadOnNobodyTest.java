package offhook.benchmarks.voicemail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The load itself, against a voicemail that answers everybody and echoes what they say. */
class LoadOnNobodyTest {

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /** Something that answers each datagram, until it is closed. */
    private record Peer(DatagramSocket socket, Thread thread) implements AutoCloseable {

        static Peer that(Answer answer) throws IOException {
            var socket = new DatagramSocket(0, loopback());
            var thread = new Thread(() -> serve(socket, answer));
            thread.start();
            return new Peer(socket, thread);
        }

        private static void serve(DatagramSocket socket, Answer answer) {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[4096], 4096);
                    socket.receive(packet);
                    var bytes = answer.to(packet);
                    if (bytes != null) {
                        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException closed) {
                assertThat(socket.isClosed()).isTrue();
            }
        }

        InetSocketAddress place() {
            return new InetSocketAddress(loopback(), socket.getLocalPort());
        }

        @Override
        public void close() {
            socket.close();
            await().until(() -> !thread.isAlive());
        }
    }

    private interface Answer {
        byte[] to(DatagramPacket packet);
    }

    private byte[] answer(DatagramPacket packet, int audio) {
        var request = new String(packet.getData(), 0, packet.getLength(), UTF_8);
        requests.add(request);
        if (request.startsWith("ACK")) {
            return null;
        }
        var head = request.lines()
                .filter(line -> line.matches("(Via|From|Call-ID|CSeq): .*"))
                .reduce("", (all, line) -> all + line + "\r\n");
        return ("SIP/2.0 200 OK\r\n" + head + "To: <sip:u@bench.test>;tag=vm\r\nContact: <sip:vm@127.0.0.1:7>\r\n"
                        + "Record-Route: <sip:one@127.0.0.1;lr>\r\nRecord-Route: <sip:two@127.0.0.1;lr>\r\n\r\n"
                        + "v=0\r\nm=audio " + audio + " RTP/AVP 0\r\n")
                .getBytes(UTF_8);
    }

    @Test
    void everyCallerIsAnsweredAndHangsUp() throws Exception {
        try (var server = Peer.that(packet -> answer(packet, 4711));
                var calls = new Calls(server.place(), "bench.test")) {
            assertThat(calls.begin(List.of(1, 2, 3), () -> {}))
                    .hasSize(3)
                    .containsOnly(new InetSocketAddress(loopback(), 4711));
        }
        assertThat(requests)
                .filteredOn(request -> request.startsWith("INVITE sip:u1@bench.test"))
                .hasSize(1);
        assertThat(requests)
                .filteredOn(request -> request.startsWith("ACK sip:vm@127.0.0.1:7"))
                .hasSize(3);
        assertThat(requests)
                .filteredOn(request -> request.startsWith("BYE sip:vm@127.0.0.1:7"))
                .hasSize(3)
                .allMatch(request -> request.contains(";tag=vm\r\n")
                        && request.indexOf("Route: <sip:two") < request.indexOf("Route: <sip:one"));
    }

    @Test
    void whoIsToldToComeBackDoes() throws Exception {
        try (var server = Peer.that(packet -> isFirst(packet) ? busy(packet) : answer(packet, 4711));
                var calls = new Calls(server.place(), "bench.test")) {
            assertThat(calls.begin(List.of(1), () -> {})).hasSize(1);
        }
        assertThat(requests)
                .extracting(request -> request.replaceAll("(?s).*(CSeq: [^\r]*).*", "$1"))
                .contains("CSeq: 1 ACK", "CSeq: 2 INVITE", "CSeq: 2 ACK", "CSeq: 3 BYE");
    }

    private static boolean isFirst(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), UTF_8).contains("CSeq: 1 INVITE");
    }

    private byte[] busy(DatagramPacket packet) {
        return new String(answer(packet, 0), UTF_8)
                .replace("200 OK", "503 Service Unavailable")
                .getBytes(UTF_8);
    }

    @Test
    void everyPacketIsSentAndCountedWhenItComes() throws Exception {
        try (var server = Peer.that(packet -> Arrays.copyOf(packet.getData(), packet.getLength()));
                var streams = new Streams(5)) {
            streams.run(Collections.nCopies(5, server.place()), Duration.ofMillis(400));
            await().until(() -> {
                streams.receive(1_000_000);
                return streams.received() == 100;
            });
            assertThat(streams.sent()).isEqualTo(100);
            assertThat(streams.missing()).isZero();
        }
    }
}
