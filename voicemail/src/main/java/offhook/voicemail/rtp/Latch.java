package offhook.voicemail.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where the other side of a stream is, RFC 4961: behind a NAT its packets come from elsewhere than its description says,
 * and we answer to where they come from. The first that comes decides; what comes from elsewhere after that is refused,
 * but for the address of the description itself, since that one was told over signalling.
 */
public final class Latch {

    private InetSocketAddress described;
    private InetSocketAddress seen;

    /** A description says where; a new place begins anew. */
    public void described(Optional<InetSocketAddress> place) {
        if (place.isPresent() && !place.get().equals(described)) {
            described = place.get();
            seen = null;
        }
    }

    /** Whether it is worth looking at what comes from there. */
    public boolean mayAccept(InetSocketAddress from) {
        return seen == null || from.equals(seen) || from.equals(described);
    }

    /** Whether a packet that is valid otherwise may come from there; from now on it is there. */
    public boolean accepts(InetSocketAddress from) {
        boolean isAccepted = mayAccept(from);
        seen = isAccepted ? from : seen;
        return isAccepted;
    }

    /** Where to send; empty while nobody knows. */
    public Optional<InetSocketAddress> remote() {
        return Optional.ofNullable(seen).or(() -> Optional.ofNullable(described));
    }
}
