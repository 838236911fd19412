package offhook.sip.transaction;

import java.time.Duration;

/**
 * The timer values of RFC 3261 §17, table 4.
 *
 * @param t1 an estimate of the round-trip time
 * @param t2 the longest interval between two transmissions
 * @param t4 how long a message stays in the network
 * @param trying how long a transaction user may think before 100 is sent (§17.2.1)
 */
public record Timing(Duration t1, Duration t2, Duration t4, Duration trying) {

    public static final Timing DEFAULT =
            new Timing(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofMillis(200));

    /** Timers B, F, H, J, L and M; D with the default T1. */
    public Duration giveUp() {
        return Duration.ofNanos(
                t1.toNanos() * 64); // Duration multiplies by decimals, which each transaction would pay for
    }

    /** RFC 6026 §8.4: D does not follow our T1, since it waits for the timer H of somebody else. */
    Duration d() {
        return Duration.ofSeconds(32);
    }

    /** The interval after this one (§17.1.2.2, §17.2.1, §13.3.1.4). */
    public Duration next(Duration interval) {
        var doubled = interval.plus(interval);
        return doubled.compareTo(t2) < 0 ? doubled : t2;
    }
}
