package offhook.xmpp.stream.bytestreams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offhook.directory.address.Jid;
import offhook.runtime.config.Listen;
import offhook.runtime.config.Size;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes from one socket to another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RelayedTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final String HASH = "972b7bf47291ca609517f67f86b5081086052dad";

    private final EventLoops loops = EventLoops.start(2);
    private final List<Socket> sockets = new ArrayList<>();
    private Meetings meetings;
    private InetSocketAddress address;

    private void start(String rate, Duration idle) {
        meetings =
                new Meetings(new ProxyConfig(true, "", "", 10, Size.parse(rate), idle, 100, 4), InstantSource.system());
        var each = Ports.each(
                channel -> channel.pipeline().addLast(new Relayed(meetings, loops.loopOf(channel), channel)));
        var ports = new Ports();
        ports.open(loops.server().childHandler(each), Listen.parse("127.0.0.1:0"));
        address = ports.addresses().get(0);
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        loops.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        sockets.add(socket);
        return socket;
    }

    /** Names a bytestream; what the server replies. */
    private static byte[] ask(Socket socket, String hash) throws IOException {
        var out = socket.getOutputStream();
        var in = new DataInputStream(socket.getInputStream());
        out.write(new byte[] {5, 1, 0});
        assertThat(in.readNBytes(2)).containsExactly(5, 0);
        out.write(new byte[] {5, 1, 0, 3, (byte) hash.length()});
        out.write(hash.getBytes(US_ASCII));
        out.write(new byte[] {0, 0});
        return in.readNBytes(7 + hash.length());
    }

    private Socket waiting(String hash) throws IOException {
        var socket = connect();
        assertThat(ask(socket, hash)).startsWith(5, 0, 0, 3);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String hear(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), UTF_8);
    }

    private static boolean isOver(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void eachGetsWhatTheOtherSends() throws Exception {
        start("0B", Duration.ofMinutes(5));
        var one = waiting(HASH);
        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);

        say(one, "Wherefore art thou?");
        assertThat(hear(other, 19)).isEqualTo("Wherefore art thou?");
        say(other, "Call me but love.");
        assertThat(hear(one, 17)).isEqualTo("Call me but love.");
    }

    /** What is sent at once after the answer to the activation may be here before the two are joined. */
    @Test
    void whatComesBeforeTheOtherIsThereWaits() throws Exception {
        start("0B", Duration.ofMinutes(5));
        var one = waiting(HASH);
        say(one, "Who's there?");

        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);

        assertThat(hear(other, 12)).isEqualTo("Who's there?");
    }

    @Test
    void allArrivesBeforeTheEnd() throws Exception {
        start("0B", Duration.ofMinutes(5));
        var one = waiting(HASH);
        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);
        var sent = new byte[20_000_000];
        new Random(1).nextBytes(sent);

        var sending = CompletableFuture.runAsync(() -> {
            try (one) {
                one.getOutputStream().write(sent);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var got = other.getInputStream().readAllBytes();

        assertThat(got).isEqualTo(sent);
        sending.join();
        assertThat(isOver(other)).isTrue();
    }

    @Test
    void theEndOfOneIsTheEndOfBothAndThereIsRoomAgain() throws Exception {
        start("0B", Duration.ofMinutes(5));
        var one = waiting(HASH);
        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);

        one.close();

        assertThat(isOver(other)).isTrue();
        other.close();
        while (meetings.size() > 0) {
            Thread.onSpinWait();
        }
        waiting(HASH);
    }

    @Test
    void whoGoesBeforeIsForgotten() throws Exception {
        start("0B", Duration.ofMinutes(5));
        waiting(HASH).close();
        while (meetings.size() > 0) {
            Thread.onSpinWait();
        }

        waiting(HASH);
        waiting(HASH);
        meetings.activate(HASH, JULIET);
    }

    @Test
    void aThirdIsRefused() throws Exception {
        start("0B", Duration.ofMinutes(5));
        waiting(HASH);
        waiting(HASH);

        var third = connect();

        assertThat(ask(third, HASH)).startsWith(5, 2);
        assertThat(isOver(third)).isTrue();
    }

    @Test
    void whoCannotGreetIsSentAway() throws Exception {
        start("0B", Duration.ofMinutes(5));
        var socket = connect();

        socket.getOutputStream().write(new byte[] {5, 1, 2});

        assertThat(socket.getInputStream().readAllBytes()).containsExactly(5, 0xFF);
    }

    @Test
    void oneAddressHasSoManyThatWait() throws Exception {
        start("0B", Duration.ofMinutes(5));
        for (int i = 0; i < 4; i++) {
            waiting(HASH.replace('9', (char) ('0' + i)));
        }

        assertThat(isOver(connect())).isTrue();
    }

    @Test
    void whatStandsStillEnds() throws Exception {
        start("0B", Duration.ofSeconds(1));
        var one = waiting(HASH);
        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);

        assertThat(isOver(one)).isTrue();
        assertThat(isOver(other)).isTrue();
    }

    @Test
    void noFasterThanAUserMay() throws Exception {
        start("1MB", Duration.ofMinutes(5));
        var one = waiting(HASH);
        var other = waiting(HASH);
        meetings.activate(HASH, JULIET);
        long began = System.nanoTime();

        CompletableFuture.runAsync(() -> {
            try {
                one.getOutputStream().write(new byte[1 << 21]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        other.getInputStream().readNBytes(1 << 21);

        assertThat(System.nanoTime() - began).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(700));
    }
}
