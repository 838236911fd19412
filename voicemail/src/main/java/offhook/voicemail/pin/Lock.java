package offhook.voicemail.pin;

import java.time.Duration;
import java.time.Instant;

/**
 * How many wrong PINs of a mailbox came in a row from phones of one kind, and until when no more are looked at. Immutable and safe to share; has no
 * clock.
 *
 * @param failures since it was locked last, or the right one came
 * @param times how often it was locked since the right one came
 */
record Lock(int failures, int times, Instant until) {

    static final Lock OPEN = new Lock(0, 0, Instant.EPOCH);

    private static final Duration FIRST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(2);

    boolean isClosed(Instant now) {
        return now.isBefore(until);
    }

    /**
     * One more is tried. It counts before it is looked at, so that many at the same time are no more than one after the
     * other; if it is right, it opens the lock.
     *
     * @param most so many wrong ones close it
     */
    Lock tried(Instant now, int most) {
        if (failures + 1 < most) {
            return new Lock(failures + 1, times, until);
        }
        var doubled = FIRST.multipliedBy(1L << Math.min(times, 10));
        return new Lock(0, times + 1, now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST));
    }
}
