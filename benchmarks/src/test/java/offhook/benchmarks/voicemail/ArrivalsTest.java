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
}
