package offhook.sip.subscriber;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before another attempt: twice as long each time, and never the same for all who wait. */
final class Pause {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration SELDOM = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 8;

    private Pause() {}

    /** @param failures attempts in a row that came to nothing, this one included */
    static Duration after(Ending ending, int failures, RandomGenerator random) {
        var pause =
                switch (ending.kind()) {
                    case AT_ONCE -> failures <= 1 ? Duration.ZERO : doubled(failures - 1);
                    case LATER -> doubled(failures);
                    case SELDOM -> SELDOM;
                };
        var asked = ending.retryAfter().orElse(Duration.ZERO);
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
    static Duration beforeEndOf(Duration expires, RandomGenerator random) {
        return between(0.5, 0.75, expires, random);
    }

    private static Duration between(double low, double high, Duration of, RandomGenerator random) {
        return Duration.ofMillis((long) (of.toMillis() * (low + (high - low) * random.nextDouble())));
    }
}
