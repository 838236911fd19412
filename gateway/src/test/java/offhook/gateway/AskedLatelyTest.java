package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.directory.UserId;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class AskedLatelyTest {

    private static final UserId JULIET = new UserId("juliet");

    private final ManualTime time = new ManualTime();
    private final AskedLately asked = new AskedLately(time);

    @Test
    void nobodyIsAskedTwiceADayAboutTheSameOne() {
        assertThat(asked.mayAsk(new UserId("tybalt"), JULIET)).isTrue();
        time.pass(Duration.ofHours(23));
        assertThat(asked.mayAsk(new UserId("tybalt"), JULIET)).isFalse();
        assertThat(asked.mayAsk(JULIET, new UserId("tybalt"))).isTrue();
        time.pass(Duration.ofHours(1));
        assertThat(asked.mayAsk(new UserId("tybalt"), JULIET)).isTrue();
    }

    @Test
    void thereIsALimitForADay() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(asked.mayAsk(new UserId("u" + i), JULIET)).isTrue();
        }
        assertThat(asked.mayAsk(new UserId("toomany"), JULIET)).isFalse();
        time.pass(Duration.ofDays(1));
        assertThat(asked.mayAsk(new UserId("toomany"), JULIET)).isTrue();
    }
}
