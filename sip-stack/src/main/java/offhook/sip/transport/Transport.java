package offhook.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Every way out. Safe to share. */
@FunctionalInterface
public interface Transport {

    /**
     * The way to a target: the one it names if that is open, else a connection that exists, else one that is being
     * opened; what is sent meanwhile waits for it. Where nothing leads, it is a flow that is not open and whose every
     * send fails.
     */
    Flow flow(Target target);

    /** The way to there that is open already; over UDP, the one it would take. */
    default Optional<Flow> existing(Protocol protocol, InetSocketAddress remote) {
        return protocol.isReliable() ? Optional.empty() : Optional.of(flow(new Target(protocol, remote)));
    }
}
