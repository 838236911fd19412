package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final ManualTime time = new ManualTime();
    private final List<Integer> passed = new ArrayList<>();
    private int most = 50;
    private final Pace pace = new Pace(time, () -> most);

    private void burst(int people) {
        for (int i = 0; i < people; i++) {
            int person = i;
            pace.pass(() -> passed.add(person));
        }
    }

    @Test
    void aFewPassAtOnce() {
        burst(5);
        assertThat(passed).hasSize(5);
    }

    @Test
    void aCrowdPassesInOrderAtTheConfiguredRate() {
        burst(120);
        assertThat(passed).hasSize(5);
        assertThat(pace.waiting()).isEqualTo(115);
        time.passSeconds(1);
        assertThat(passed).hasSize(55);
        time.passSeconds(2);
        assertThat(passed).hasSize(120).isSorted();
        assertThat(pace.waiting()).isZero();
        assertThat(time.timers()).isZero();
    }

    @Test
    void nobodyOvertakesACrowdThatWaits() {
        burst(10);
        pace.pass(() -> passed.add(99));
        time.passSeconds(1);
        assertThat(passed).hasSize(11).endsWith(99);
    }

    @Test
    void zeroIsNoLimit() {
        most = 0;
        burst(10_000);
        assertThat(passed).hasSize(10_000);
        assertThat(time.timers()).isZero();
    }

    @Test
    void aLimitLiftedFreesWhoWaits() {
        burst(100);
        most = 0;
        time.pass(Duration.ofMillis(100));
        assertThat(passed).hasSize(100);
    }
}
