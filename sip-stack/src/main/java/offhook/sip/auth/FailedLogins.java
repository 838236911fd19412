package offhook.sip.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong passwords of late, for each address and each name: after a few, every further answer waits longer. Nobody is
 * locked out for good, and a right password is answered at once. Safe to share.
 */
final class FailedLogins {

    private static final int REMEMBERED = 10_000;
    private static final int FREE = 3;
    private static final int SLOWEST = 4;
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private record Failures(int count, Instant last) {}

    private final InstantSource clock;
    private final Map<Object, Failures> recent = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** One more; how long its answer waits: nothing at first, then 1, 2, 4, 8, 16 seconds. */
    synchronized Duration failed(String name, InetAddress address) {
        int count = Math.max(count(name), count(address));
        return count <= FREE ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - FREE - 1, SLOWEST));
    }

    private int count(Object key) {
        var now = clock.instant();
        return recent.merge(key, new Failures(1, now), (before, one) -> {
                    boolean old = before.last.plus(FORGOTTEN).isBefore(now);
                    return old ? one : new Failures(before.count + 1, now);
                })
                .count();
    }
}
