package offhook.gateway.dial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.UserId;

/** How often each person may do something in a minute. Safe to share. */
final class Paces {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final int perMinute;
    private final Map<UserId, Deque<Instant>> times = new ConcurrentHashMap<>();

    Paces(InstantSource clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /** Once more; false if that is too often. */
    boolean take(UserId person) {
        var now = clock.instant();
        var taken = new boolean[1];
        times.compute(person, (key, before) -> {
            var last = before == null ? new ArrayDeque<Instant>(2) : before;
            while (!last.isEmpty() && !last.peek().plus(MINUTE).isAfter(now)) {
                last.remove();
            }
            taken[0] = last.size() < perMinute;
            if (taken[0]) {
                last.add(now);
            }
            return last;
        });
        return taken[0];
    }

    void forget(UserId person) {
        times.remove(person);
    }
}
