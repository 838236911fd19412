package offhook.xmpp.stream;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes guessing slow and locks nobody out: after some failures the answer to a login, right or wrong, comes later and
 * later. Counted for each name together with the address the attempts come from, so that nobody can slow down somebody
 * else, and more generously for the address alone; from there each further failure ends its stream as well. Safe to share.
 */
final class LoginDelays {

    private static final int FREE_FOR_NAME = 3;
    private static final Duration LONGEST = Duration.ofSeconds(16);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 20_000;

    private record Failures(int count, Instant last) {}

    private final InstantSource clock;
    private final int freeForAddress;

    private final Map<Object, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Failures> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param freeForAddress how many failures of one address are too few to be held against it */
    LoginDelays(InstantSource clock, int freeForAddress) {
        this.clock = clock;
        this.freeForAddress = freeForAddress;
    }

    /** An attempt begins, which counts as a failure until {@link #succeeded}: how long its answer has to wait. */
    synchronized Duration attempt(String name, InetAddress address) {
        int forName = count(new Pair(name, address)) - FREE_FOR_NAME;
        int forAddress = count(address) - freeForAddress;
        int over = Math.max(forName, forAddress);
        if (over <= 0) {
            return Duration.ZERO;
        }
        var delay = Duration.ofSeconds(1L << Math.min(over - 1, 10));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    synchronized void succeeded(String name, InetAddress address) {
        failures.remove(new Pair(name, address));
        failures.computeIfPresent(
                address, (a, before) -> before.count == 1 ? null : new Failures(before.count - 1, before.last));
    }

    /** Whether more has failed from there than may. */
    synchronized boolean isOver(InetAddress address) {
        var before = failures.get(address);
        return isFresh(before, clock.instant()) && before.count > freeForAddress;
    }

    private int count(Object key) {
        var now = clock.instant();
        return failures.compute(key, (k, before) -> new Failures(isFresh(before, now) ? before.count + 1 : 1, now))
                .count;
    }

    private static boolean isFresh(Failures before, Instant now) {
        return before != null && before.last.plus(FORGOTTEN_AFTER).isAfter(now);
    }

    private record Pair(String name, InetAddress address) {}
}
