package offhook.sip.guard;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often something may happen in a second to one address or person. It keeps a fixed number of counters; those that fall on
 * the same one share it. Safe to share.
 */
public final class RateLimit {

    private static final int COUNTERS = 1 << 14;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
    private final InstantSource clock;
    private final int mostASecond;
    private final int seed;

    /** @param seed random, so that nobody can choose whom to share a counter with */
    public RateLimit(InstantSource clock, int mostASecond, int seed) {
        this.clock = clock;
        this.mostASecond = mostASecond;
        this.seed = seed;
    }

    public boolean allows(Object key) {
        int hash = (key.hashCode() ^ seed) * 0x9E3779B9;
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
