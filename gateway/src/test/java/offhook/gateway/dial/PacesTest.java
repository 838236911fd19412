package offhook.gateway.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.directory.UserId;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

class PacesTest {

    private static final UserId JULIET = new UserId("juliet");

    private final ManualTime time = new ManualTime();
    private final Paces paces = new Paces(time, 2);

    @Test
    void soManyInAMinuteAndNoMore() {
        assertThat(paces.take(JULIET)).isTrue();
        time.pass(Duration.ofSeconds(30));
        assertThat(paces.take(JULIET)).isTrue();
        assertThat(paces.take(JULIET)).isFalse();
        assertThat(paces.take(new UserId("romeo"))).isTrue();
        time.pass(Duration.ofSeconds(30));
        assertThat(paces.take(JULIET)).as("the first is a minute ago").isTrue();
        assertThat(paces.take(JULIET)).isFalse();
    }

    @Test
    void whoIsRemovedIsForgotten() {
        paces.take(JULIET);
        paces.take(JULIET);
        paces.forget(JULIET);
        assertThat(paces.take(JULIET)).isTrue();
    }
}
