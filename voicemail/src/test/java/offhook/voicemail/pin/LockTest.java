package offhook.voicemail.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final int MOST = Phone.OTHER.most();

    @Test
    void theLastInARowLocks() {
        var lock = Lock.OPEN;
        for (int i = 1; i < MOST; i++) {
            lock = lock.tried(NOON, MOST);
            assertThat(lock.isClosed(NOON)).as("after %s", i).isFalse();
        }
        lock = lock.tried(NOON, MOST);
        assertThat(lock.isClosed(NOON)).isTrue();
        assertThat(lock.isClosed(NOON.plus(Duration.ofMinutes(15)).minusMillis(1)))
                .isTrue();
        assertThat(lock.isClosed(NOON.plus(Duration.ofMinutes(15)))).isFalse();
    }

    /** Whoever guesses for a year tries fewer than 1 in 5 of 10,000, and most of that in the first days of it. */
    @Test
    void eachTimeTwiceAsLongUpToTwoDays() {
        var lock = Lock.OPEN;
        var now = NOON;
        var before = Duration.ofMinutes(15).dividedBy(2);
        int tries = 0;
        while (now.isBefore(NOON.plus(Duration.ofDays(365)))) {
            do {
                lock = lock.tried(now, MOST);
                tries++;
            } while (!lock.isClosed(now));
            var closed = Duration.between(now, lock.until());
            assertThat(closed).isIn(before.multipliedBy(2), Duration.ofDays(2));
            assertThat(closed).isLessThanOrEqualTo(Duration.ofDays(2));
            before = closed;
            now = lock.until();
        }
        assertThat(tries).isLessThan(2_000);
    }
}
