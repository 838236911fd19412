package offhook.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports of loopback. */
final class Ports {

    private static final List<Path> BOUND = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/tcp"));
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    /** A UDP port that nobody uses now, and that was not given out before. */
    static synchronized int udp() {
        try {
            while (true) {
                try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                    if (GIVEN.add(socket.getLocalPort())) {
                        return socket.getLocalPort();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of UDP and TCP that nobody uses now, with another one for TLS behind it, as baresip takes them. */
    static int sip() {
        while (true) {
            int port = udp();
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** A TCP port that nobody uses now. */
    static int tcp() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
