package offhook.xmpp.stream.bytestreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    private final ManualTime time = new ManualTime();

    @Test
    void aSecondsShareGoesAtOnceAndTheRestHasToWait() {
        var allowance = new Allowance(1000, time);

        assertThat(allowance.take(1000)).isZero();
        assertThat(allowance.take(500)).isEqualTo(Duration.ofMillis(500));
        assertThat(allowance.take(500)).isEqualTo(Duration.ofSeconds(1));

        time.pass(Duration.ofSeconds(1));
        assertThat(allowance.take(0)).isZero();
        assertThat(allowance.take(1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whoRestedLongMayNotCarryMoreForIt() {
        var allowance = new Allowance(1000, time);
        allowance.take(1);

        time.pass(Duration.ofHours(1));

        assertThat(allowance.take(1000)).isZero();
        assertThat(allowance.take(1000)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withoutALimitNothingWaits() {
        var allowance = new Allowance(0, time);

        assertThat(allowance.take(Integer.MAX_VALUE)).isZero();
        assertThat(allowance.take(Integer.MAX_VALUE)).isZero();
    }
}
