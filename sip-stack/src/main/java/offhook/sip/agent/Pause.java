package offhook.sip.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How long to wait before another attempt: twice as long each time, and never the same for all who wait. */
public final class Pause {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 8;

    /** Refusals that the next attempt will meet as well, unless an admin does something. */
    private static final Set<Integer> LASTING = Set.of(401, 403, 405, 406, 407, 410, 416, 420, 489, 501, 603, 604);

    private Pause() {}

    /** How soon another attempt makes sense. */
    public enum Kind {
        /** Now, unless that has been tried. */
        AT_ONCE,
        /** After a pause. */
        LATER,
        /** Somebody has to change something first. */
        SELDOM;

        /** After a refusal; 408 and 503 stand for no answer at all, too. */
        public static Kind of(int status) {
            return status == 481 ? AT_ONCE : LASTING.contains(status) ? SELDOM : LATER;
        }
    }

    /**
     * @param retryAfter not earlier than this, says the other side
     * @param failures attempts in a row that came to nothing, this one included
     */
    public static Duration after(Kind kind, Optional<Duration> retryAfter, int failures, RandomGenerator random) {
        var pause =
                switch (kind) {
                    case AT_ONCE -> failures <= 1 ? Duration.ZERO : doubled(failures - 1);
                    case LATER -> doubled(failures);
                    case SELDOM -> SELDOM;
                };
        var asked = retryAfter.orElse(Duration.ZERO);
        if (pause.compareTo(asked) >= 0) {
            return between(0.5, 1, pause, random);
        }
        // Whoever names a time names it to all: a little later is what spreads them.
        return between(1, 1.1, asked.compareTo(SELDOM) < 0 ? asked : SELDOM, random);
    }

    private static Duration doubled(int failures) {
        var pause = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    /** When to refresh what runs for that long: early enough for several attempts. */
    public static Duration beforeEndOf(Duration expires, RandomGenerator random) {
        return between(0.5, 0.75, expires, random);
    }

    private static Duration between(double low, double high, Duration of, RandomGenerator random) {
        return Duration.ofMillis((long) (of.toMillis() * (low + (high - low) * random.nextDouble())));
    }
}
