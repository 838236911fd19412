package offhook.sip.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.message.Host;

/**
 * The address of a listener as a peer sees it: its own, or, where it listens on all, the one from which the system would
 * reach that peer. Safe to share.
 */
final class LocalSide {

    private static final int REMEMBERED = 4096;

    private final InetSocketAddress bound;
    private final String fixed; // null where it listens on all addresses
    private final Map<InetAddress, String> routes = new ConcurrentHashMap<>();

    /**
     * @param asked what was to be bound: where a system serves both families by one socket, that calls "all addresses" of
     *     one family those of both
     * @param port the one there is
     */
    LocalSide(InetAddress asked, int port) {
        this.bound = new InetSocketAddress(asked, port);
        this.fixed = bound.getAddress().isAnyLocalAddress() ? null : text(bound.getAddress());
    }

    InetSocketAddress bound() {
        return bound;
    }

    /** Whether this side can talk to that one: the same family of addresses, and both or neither within this machine. */
    boolean reaches(InetAddress remote) {
        var local = bound.getAddress();
        boolean isEither = local.isAnyLocalAddress() && local instanceof Inet6Address;
        return (isEither || local.getClass() == remote.getClass())
                && (fixed == null || local.isLoopbackAddress() == remote.isLoopbackAddress());
    }

    String sentBy(InetAddress remote) {
        if (fixed != null) {
            return fixed;
        }
        if (routes.size() > REMEMBERED) {
            routes.clear();
        }
        return routes.computeIfAbsent(remote, this::route);
    }

    /** Connecting a datagram socket sends nothing and does not wait, but makes the system choose the route. */
    private String route(InetAddress remote) {
        try (var socket = new DatagramSocket(null)) {
            socket.connect(new InetSocketAddress(remote, 9));
            return text(socket.getLocalAddress());
        } catch (IOException | RuntimeException noRoute) {
            return text(bound.getAddress());
        }
    }

    private String text(InetAddress address) {
        return Host.of(address) + ":" + bound.getPort();
    }
}
