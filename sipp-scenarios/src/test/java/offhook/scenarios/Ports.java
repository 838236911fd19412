package offhook.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of loopback. Safe to share. */
final class Ports {

    private static final List<Path> BOUND = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/tcp"));

    /**
     * Below those that systems give to whoever asks for any, and above those that the product takes for audio: what is
     * free now stays so until it is used.
     */
    private static final int FIRST = 21_000;

    private static final int PAIRS = 5_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

    private Ports() {}

    /**
     * A port of UDP and TCP that nobody uses, with another one for TLS behind it, as baresip takes them. It is given out
     * once.
     */
    static int free() {
        while (true) {
            int port = FIRST + 2 * (NEXT.getAndIncrement() % PAIRS);
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var udp = new DatagramSocket(port, loopback);
                var tcp = new ServerSocket(port, 1, loopback)) {
            return udp.isBound() && tcp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether somebody listens there; where Linux cannot be asked, true: a retransmission will find them. */
    static boolean isBound(int port) {
        return BOUND.stream().anyMatch(file -> isBound(file, port));
    }

    private static boolean isBound(Path file, int port) {
        try {
            return !Files.exists(file) || Files.readString(file).contains(":%04X ".formatted(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
