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
        var transport = uri.param("transport");
        var address = Host.literal(uri.host()).or(() -> Optional.ofNullable(names.get(uri.host())));
        return address.flatMap(host -> protocol(uri.scheme(), transport)
                .map(over -> new Target(
                        over,
                        new InetSocketAddress(host, uri.port() == 0 ? over.port() : uri.port()),
                        Optional.empty(),
                        transport.isEmpty() && !over.isSecure())));
    }

    /** RFC 3263 §4.1. With sips, "tcp" means TLS over it. */
    private static Optional<Protocol> protocol(String scheme, Optional<String> transport) {
        boolean isSecured = scheme.equals("sips");
        if (!isSecured && !scheme.equals("sip")) {
            return Optional.empty();
        }
        return switch (transport.orElse(isSecured ? "tls" : "udp").toLowerCase(Locale.ROOT)) {
            case "udp" -> isSecured ? Optional.empty() : Optional.of(Protocol.UDP);
            case "tcp" -> Optional.of(isSecured ? Protocol.TLS : Protocol.TCP);
            case "tls" -> Optional.of(Protocol.TLS);
            case "ws" -> Optional.of(isSecured ? Protocol.WSS : Protocol.WS);
            default -> Optional.empty();
        };
    }
}
