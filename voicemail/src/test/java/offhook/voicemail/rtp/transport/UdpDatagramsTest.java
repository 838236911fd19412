package offhook.voicemail.rtp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.testing.OnLoop;
import offhook.voicemail.rtp.Datagrams.Parcel;
import offhook.voicemail.rtp.Datagrams.Port;
import offhook.voicemail.rtp.Datagrams.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On loopback, with epoll and without. */
class UdpDatagramsTest {

    private static final Receiver NOBODY = (data, length, from) -> {};

    private static final byte[] SIX = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private EventLoops loops;
    private NettyLoop loop;
    private UdpDatagrams datagrams;

    private void start(boolean isPortable) {
        loops = isPortable ? EventLoops.startPortable(1) : EventLoops.start(1);
        loop = loops.loops().get(0);
        datagrams = new UdpDatagrams(loops);
    }

    @AfterEach
    void stop() {
        if (loops != null) {
            loops.close();
        }
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return OnLoop.call(loop, task);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Optional<Port> open(int port) throws Exception {
        return onLoop(() -> datagrams.open(
                loop, loopback(port), (data, length, from) -> received.add(length + " from " + from.getPort())));
    }

    /** A port that was free a moment ago. */
    private static int free() throws Exception {
        try (var socket = new DatagramSocket(loopback(0))) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void datagramsComeAndGo(boolean isPortable) throws Exception {
        start(isPortable);
        int at = free();
        var port = open(at).orElseThrow();
        try (var phone = new DatagramSocket(loopback(0))) {
            for (int size : new int[] {172, 0, 3000, 172}) {
                phone.send(new DatagramPacket(new byte[size], size, loopback(at)));
            }
            int from = phone.getLocalPort();
            await().until(() -> received.size() == 4);
            assertThat(received)
                    .containsExactly("172 from " + from, "0 from " + from, "2048 from " + from, "172 from " + from);
            onLoop(() -> {
                port.send(new byte[] {1, 2, 3, 4}, 3, loopback(from));
                return true;
            });
            var packet = new DatagramPacket(new byte[100], 100);
            phone.setSoTimeout(10_000);
            phone.receive(packet);
            assertThat(packet.getLength()).isEqualTo(3);
            assertThat(packet.getPort()).isEqualTo(at);
        }
    }

    /** In their order, and while the loop of the port is busy with something else. */
    @Test
    void whatIsDueLeavesWhateverItsLoopDoes() throws Exception {
        start(false);
        assertThat(loops.epoll()).as("elsewhere the loop sends").isTrue();
        var port = open(free()).orElseThrow();
        var busy = new CountDownLatch(1);
        try (var phone = new DatagramSocket(loopback(0))) {
            phone.setSoTimeout(10_000);
            loop.execute(() -> awaitUninterruptibly(busy));
            long now = System.nanoTime();
            long later = now + TimeUnit.MILLISECONDS.toNanos(150);
            datagrams.leave(later, List.of(parcel(port, 3, phone), parcel(port, 4, phone)));
            datagrams.leave(now - 1, List.of(parcel(port, 1, phone)));
            datagrams.leave(now + TimeUnit.MILLISECONDS.toNanos(20), List.of(parcel(port, 2, phone)));
            for (int size = 1; size <= 4; size++) {
                var packet = new DatagramPacket(new byte[100], 100);
                phone.receive(packet);
                assertThat(packet.getLength()).isEqualTo(size);
                assertThat(System.nanoTime() - later >= 0).isEqualTo(size > 2);
            }
        } finally {
            busy.countDown();
        }
    }

    /** Its number may be another one's by then. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsDueAtAPortThatIsClosedIsForgotten(boolean isPortable) throws Exception {
        start(isPortable);
        var closed = open(free()).orElseThrow();
        var port = open(free()).orElseThrow();
        try (var phone = new DatagramSocket(loopback(0))) {
            phone.setSoTimeout(10_000);
            onLoop(() -> {
                closed.close();
                return true;
            });
            datagrams.leave(System.nanoTime(), List.of(parcel(closed, 1, phone), parcel(port, 2, phone)));
            var packet = new DatagramPacket(new byte[100], 100);
            phone.receive(packet);
            assertThat(packet.getLength()).isEqualTo(2);
        }
    }

    private static Parcel parcel(Port port, int size, DatagramSocket to) {
        return new Parcel(port, new byte[size], (InetSocketAddress) to.getLocalSocketAddress());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One port of all addresses hears both families, and says of each where it is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothFamiliesReachIt(boolean isPortable) throws Exception {
        start(isPortable);
        int at = free();
        Receiver whence =
                (data, length, from) -> received.add(from.getAddress().getAddress().length + " " + from.getPort());
        var port = onLoop(() -> datagrams.open(loop, new InetSocketAddress(at), whence))
                .orElseThrow();
        for (var loopback : List.of(new byte[] {127, 0, 0, 1}, SIX)) {
            try (var phone = new DatagramSocket(0, InetAddress.getByAddress(loopback))) {
                phone.setSoTimeout(10_000);
                var there = new InetSocketAddress(InetAddress.getByAddress(loopback), at);
                phone.send(new DatagramPacket(new byte[3], 3, there));
                await().until(() -> !received.isEmpty());
                assertThat(received.remove()).isEqualTo(loopback.length + " " + phone.getLocalPort());
                onLoop(() -> {
                    port.send(new byte[5], 5, (InetSocketAddress) phone.getLocalSocketAddress());
                    return true;
                });
                phone.receive(new DatagramPacket(new byte[5], 5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPortThatIsTakenIsNotGiven(boolean isPortable) throws Exception {
        start(isPortable);
        int at = free();
        var first = open(at).orElseThrow();
        assertThat(open(at)).isEmpty();
        onLoop(() -> {
            first.close();
            return true;
        });
        // Without epoll it is free after the loop's next turn.
        await().until(() -> open(at).isPresent());
    }

    /** Nobody listens there: the system says so to the next one who asks the socket. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalOfTheSystemDoesNotEndThePort(boolean isPortable) throws Exception {
        start(isPortable);
        int at = free();
        int nobody = free();
        var port = open(at).orElseThrow();
        onLoop(() -> {
            port.send(new byte[1], 1, loopback(nobody));
            port.send(new byte[1], 1, loopback(nobody));
            return true;
        });
        try (var phone = new DatagramSocket(loopback(0))) {
            phone.send(new DatagramPacket(new byte[7], 7, loopback(at)));
            await().until(() -> received.size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isOpenedOnItsLoopOnly(boolean isPortable) {
        start(isPortable);
        assertThatThrownBy(() -> datagrams.open(loop, loopback(0), NOBODY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
