package offhook.sip.auth;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something may happen to one address in a second. It keeps a fixed number of counters; addresses that fall on
 * the same one share it. Safe to share.
 */
final class RateLimit {

    private static final int COUNTERS = 1 << 14;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
    private final InstantSource clock;
    private final int mostASecond;
    private final int seed;

    /** @param seed random, so that nobody can choose whom to share a counter with */
    RateLimit(InstantSource clock, int mostASecond, int seed) {
        this.clock = clock;
        this.mostASecond = mostASecond;
        this.seed = seed;
    }

    boolean allows(InetAddress address) {
        int hash = (address.hashCode() ^ seed) * 0x9E3779B9;
        int slot = hash >>> 18;
        long second = clock.instant().getEpochSecond() << 24;
        while (true) {
            long last = counters.get(slot);
            long next = last >>> 24 == second >>> 24 ? last + 1 : second + 1;
            if ((next & 0xFFFFFF) > mostASecond) {
                return false;
            }
            if (counters.compareAndSet(slot, last, next)) {
                return true;
            }
        }
    }
}
