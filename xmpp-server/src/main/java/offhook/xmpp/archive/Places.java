package offhook.xmpp.archive;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The order of all that is archived: places are microseconds of the clock, but each is given once and they never go back.
 * Safe to share.
 */
final class Places {

    private static final int MICROS = 1_000;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    Places(InstantSource clock) {
        this.clock = clock;
    }

    /** Those that come are behind this one, whatever the clock says. */
    void continueAfter(long place) {
        last.accumulateAndGet(place, Math::max);
    }

    long next() {
        long now = first(clock.instant());
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }

    /** When a message came, as clients are told: in milliseconds. */
    static Instant time(long place) {
        return Instant.ofEpochMilli(Math.floorDiv(place, MICROS));
    }

    /** The first place whose time is not before this one. */
    static long first(Instant time) {
        long millis = time.toEpochMilli();
        boolean between = Instant.ofEpochMilli(millis).isBefore(time);
        return (between ? millis + 1 : millis) * MICROS;
    }

    /** The last place whose time is not after this one. */
    static long last(Instant time) {
        return time.toEpochMilli() * MICROS + MICROS - 1;
    }
}
