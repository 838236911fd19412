package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a failed attempt is repeated.
 *
 * @param first the pause after the first failure; each further one is twice as long
 * @param longest the longest pause
 * @param giveUp how long attempts go on
 */
record BackOff(Duration first, Duration longest, Duration giveUp) {

    static final BackOff STANDARD = new BackOff(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofHours(72));

    /**
     * The instant of the next attempt; empty if there is none.
     *
     * @param since when the attempts began
     * @param failed how many failed before this one
     */
    Optional<Instant> next(Instant since, int failed, Instant now) {
        if (!now.isBefore(since.plus(giveUp))) {
            return Optional.empty();
        }
        var pause = first;
        for (int i = 0; i < failed && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return Optional.of(now.plus(pause.compareTo(longest) < 0 ? pause : longest));
    }
}
