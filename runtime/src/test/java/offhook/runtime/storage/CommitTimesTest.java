package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitTimesTest {

    private final CommitTimes times = new CommitTimes();

    @Test
    void isZeroBeforeTheFirst() {
        assertThat(times.p99()).isZero();
    }

    @Test
    void leavesOutTheSlowestHundredth() {
        IntStream.rangeClosed(1, 100).forEach(i -> times.add(i, 2));
        assertThat(times.p99()).isEqualTo(Duration.ofNanos(99));
        assertThat(times.commits()).isEqualTo(100);
        assertThat(times.writes()).isEqualTo(200);
    }

    @Test
    void forgetsWhatIsLongAgo() {
        times.add(1_000_000, 1);
        IntStream.range(0, 2_000).forEach(i -> times.add(5, 1));
        assertThat(times.p99()).isEqualTo(Duration.ofNanos(5));
    }
}
