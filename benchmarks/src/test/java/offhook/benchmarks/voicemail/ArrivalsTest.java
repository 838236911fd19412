package offhook.benchmarks.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long MILLI = 1_000_000;

    private final Arrivals arrivals = new Arrivals();

    @Test
    void theWorstDistanceFromTheBeatCounts() {
        arrivals.came(65_535, true, 100 * MILLI);
        arrivals.came(0, false, 121 * MILLI);
        arrivals.came(1, false, 135 * MILLI);
        arrivals.came(2, false, 155 * MILLI);
        assertThat(arrivals.worst()).isEqualTo(6);
        assertThat(arrivals.count()).isEqualTo(4);
        assertThat(arrivals.missing()).isZero();
    }

    @Test
    void silenceBetweenTalkspurtsIsNoJitter() {
        arrivals.came(1, true, 0);
        arrivals.came(2, true, 1000 * MILLI);
        arrivals.came(3, false, 1020 * MILLI);
        assertThat(arrivals.worst()).isZero();
    }

    @Test
    void numbersThatAreLeftOutAreMissing() {
        arrivals.came(65_534, true, 0);
        arrivals.came(1, false, 20 * MILLI);
        assertThat(arrivals.missing()).isEqualTo(2);
    }
}
