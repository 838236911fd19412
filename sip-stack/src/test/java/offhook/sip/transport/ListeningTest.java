package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ports a transport opens, and what it says of those that it cannot have. */
class ListeningTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (var each : opened) {
            each.close();
        }
    }

    private SipTransport start(List<Listen> listen) throws IOException {
        var loops = EventLoops.start(1);
        opened.add(loops);
        var transport =
                new SipTransport(loops, new MessageReader(Limits.DEFAULT), StreamLimits.DEFAULT, Optional.empty());
        opened.add(transport);
        transport.start(listen, (message, flow) -> {});
        return transport;
    }

    private SipTransport start(String listen) throws IOException {
        return start(List.of(Listen.parse(listen)));
    }

    private void refuses(String listen) {
        assertThatThrownBy(() -> start(listen)).isInstanceOf(IOException.class).hasMessageStartingWith(listen + ": ");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (var taken = new DatagramSocket(0, LOOPBACK)) {
            refuses("udp:127.0.0.1:" + taken.getLocalPort());
        }
        var ours = start("udp:127.0.0.1:0").bound(Protocol.UDP).get(0);
        refuses("udp:127.0.0.1:" + ours.getPort());
    }

    @Test
    void aListenerWithoutATransportSpeaksBoth() throws IOException {
        var transport = start("127.0.0.1:0");
        assertThat(transport.bound(Protocol.UDP))
                .isEqualTo(transport.bound(Protocol.TCP))
                .hasSize(1);
    }

    /** Of so many the system is all but sure to choose one of these for UDP first. */
    @Test
    void aPortThatIsSomebodysOverTcpIsNotChosenForBoth() throws IOException {
        for (int i = 0; i < 1000; i++) {
            opened.add(new ServerSocket(0, 1, LOOPBACK));
        }
        var transport = start(Collections.nCopies(100, Listen.parse("127.0.0.1:0")));
        assertThat(transport.bound(Protocol.UDP))
                .isEqualTo(transport.bound(Protocol.TCP))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingStaysOpenWhereOneOfBothIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, LOOPBACK)) {
            refuses("127.0.0.1:" + taken.getLocalPort());
            new DatagramSocket(taken.getLocalPort(), LOOPBACK).close();
        }
    }
}
