package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RFC 3261 §17, table 4. */
class TimingTest {

    @Test
    void aTransactionIsGivenUpAfter64TimesT1() {
        assertThat(Timing.DEFAULT.giveUp()).hasSeconds(32);
    }

    @Test
    void eachIntervalIsTwiceTheOneBeforeUpToT2() {
        assertThat(Stream.iterate(Timing.DEFAULT.t1(), Timing.DEFAULT::next)
                        .limit(6)
                        .map(Duration::toMillis))
                .containsExactly(500L, 1000L, 2000L, 4000L, 4000L, 4000L);
    }
}
