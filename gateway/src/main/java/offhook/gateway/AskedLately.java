package offhook.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import offhook.directory.UserId;

/** Who was asked about whom: nobody is asked twice a day about the same watcher. Safe to share. */
final class AskedLately {

    private static final Duration DAY = Duration.ofDays(1);

    /** Above that nobody is asked any more for today. */
    private static final int MOST = 10_000;

    private final InstantSource clock;
    private final Map<Pair, Instant> asked = new LinkedHashMap<>(); // the oldest first

    private record Pair(UserId watcher, UserId watched) {}

    AskedLately(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes note that somebody is asked, if that may be. */
    synchronized boolean mayAsk(UserId watcher, UserId watched) {
        var now = clock.instant();
        asked.values().removeIf(at -> !at.plus(DAY).isAfter(now));
        return asked.size() < MOST && asked.putIfAbsent(new Pair(watcher, watched), now) == null;
    }
}
