package offhook.benchmarks.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long MILLI = 1_000_000;

    private final Arrivals arrivals = new Arrivals();

    private void came(int sequence, boolean isFirst, long nanos) {
        arrivals.came(sequence, isFirst, nanos, nanos);
    }

    @Test
    void theWorstDistanceFromTheBeatCounts() {
        came(65_535, true, 100 * MILLI);
        came(0, false, 121 * MILLI);
        came(1, false, 135 * MILLI);
        came(2, false, 155 * MILLI);
        assertThat(arrivals.worst()).isEqualTo(6);
        assertThat(arrivals.count()).isEqualTo(4);
        assertThat(arrivals.missing()).isZero();
    }

    @Test
    void silenceBetweenTalkspurtsIsNoJitter() {
        came(1, true, 0);
        came(2, true, 1000 * MILLI);
        came(3, false, 1020 * MILLI);
        assertThat(arrivals.worst()).isZero();
    }

    @Test
    void numbersThatAreLeftOutAreMissing() {
        came(65_534, true, 0);
        came(1, false, 20 * MILLI);
        assertThat(arrivals.missing()).isEqualTo(2);
    }

    /** It may have come at any moment since the last look. */
    @Test
    void whoDoesNotLookBlamesNobody() {
        came(1, true, 0);
        arrivals.came(2, false, 10 * MILLI, 60 * MILLI);
        arrivals.came(3, false, 60 * MILLI, 61 * MILLI);
        assertThat(arrivals.worst()).isZero();
        assertThat(arrivals.worstSeen()).isEqualTo(40);
        arrivals.came(4, false, 90 * MILLI, 95 * MILLI);
        arrivals.came(5, false, 95 * MILLI, 96 * MILLI);
        assertThat(arrivals.worst()).isEqualTo(14); // at most 6 after the one before
    }

    /** RFC 3550 §6.4.1: a sixteenth of what is new each time. */
    @Test
    void jitterIsSmoothed() {
        came(1, true, 0);
        came(2, false, 100 * MILLI); // 80 off
        assertThat(arrivals.jitter()).isEqualTo(5);
        came(3, false, 120 * MILLI);
        came(4, false, 140 * MILLI);
        assertThat(arrivals.jitter()).as("the highest stays").isEqualTo(5);
        came(5, false, 128 * MILLI + 192 * MILLI); // 160 off, on top of what is left
        assertThat(arrivals.jitter()).isBetween(14.1, 14.2);
    }
}
