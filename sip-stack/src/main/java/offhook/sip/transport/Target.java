package offhook.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a request shall go: one result of RFC 3263.
 *
 * @param flow the way to take while it is open, as a registration remembers it (RFC 5626 §5.3)
 * @param anyTransport nobody asked for this transport, so a request too long for UDP may take TCP (RFC 3261 §18.1.1)
 */
public record Target(Protocol protocol, InetSocketAddress address, Optional<Flow> flow, boolean anyTransport) {

    public Target(Protocol protocol, InetSocketAddress address) {
        this(protocol, address, Optional.empty(), false);
    }

    /** Back along a way that a message came. */
    public static Target along(Flow flow) {
        return new Target(flow.protocol(), flow.remote(), Optional.of(flow), false);
    }

    public boolean isSecure() {
        return protocol.isSecure();
    }

    public Target over(Protocol other) {
        return new Target(other, address, Optional.empty(), false);
    }
}
