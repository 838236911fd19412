package offhook.xmpp.stream.bytestreams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** So many bytes a second for all transfers of one user; a second's share may be used at once. Safe to share. */
final class Allowance {

    private static final long SECOND = 1_000_000_000;

    private final long perSecond;
    private final InstantSource clock;
    private Instant used = Instant.MIN; // until then

    /** @param perSecond 0 for any amount */
    Allowance(long perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** So much was carried; how long to carry nothing now. */
    synchronized Duration take(int bytes) {
        if (perSecond == 0) {
            return Duration.ZERO;
        }
        var now = clock.instant();
        var rested = now.minusSeconds(1);
        used = (used.isBefore(rested) ? rested : used).plusNanos(bytes * SECOND / perSecond);
        var debt = Duration.between(now, used);
        return debt.isNegative() ? Duration.ZERO : debt;
    }
}
