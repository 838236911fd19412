package offhook.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import offhook.sip.message.Host;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Target;

/**
 * Where a URI leads, RFC 3263 §4 as far as it needs no DNS: addresses, and the names that were looked up at start. Safe to
 * share.
 */
final class NextHop {

    private final Map<String, InetAddress> names;

    NextHop(Map<String, InetAddress> names) {
        this.names = Map.copyOf(names);
    }

    /** @throws SipFailure if there is no way there */
    Target to(Uri uri) {
        return find(uri).orElseThrow(() -> new SipFailure(503, "No Way To " + uri.host()));
    }

    /** Empty for a name that nobody looked up, and for a transport we do not have. */
    Optional<Target> find(Uri uri) {
        if (!uri.scheme().equals("sip")) {
            return Optional.empty();
        }
        var transport = uri.param("transport");
        var protocol = transport.map(NextHop::protocol).orElse(Optional.of(Protocol.UDP));
        var address = Host.literal(uri.host()).or(() -> Optional.ofNullable(names.get(uri.host())));
        int port = uri.port() == 0 ? 5060 : uri.port();
        return address.flatMap(host -> protocol.map(
                over -> new Target(over, new InetSocketAddress(host, port), Optional.empty(), transport.isEmpty())));
    }

    private static Optional<Protocol> protocol(String transport) {
        return switch (transport.toUpperCase(Locale.ROOT)) {
            case "UDP" -> Optional.of(Protocol.UDP);
            case "TCP" -> Optional.of(Protocol.TCP);
            default -> Optional.empty();
        };
    }
}
