package offhook.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.runtime.work.Timer;
import org.junit.jupiter.api.Test;

class ManualTimeTest {

    private final ManualTime time = new ManualTime();
    private final List<String> log = new ArrayList<>();

    private void note(String what) {
        log.add(what + "@"
                + Duration.between(new ManualTime().instant(), time.instant()).toSeconds());
    }

    @Test
    void timersFireInOrderEachAtItsInstant() {
        time.after(Duration.ofSeconds(3), time, () -> note("c"));
        time.after(Duration.ofSeconds(1), time, () -> {
            note("a");
            time.after(Duration.ofSeconds(1), time, () -> note("b"));
        });
        time.after(Duration.ofSeconds(3), time, () -> note("d"));
        time.after(Duration.ofSeconds(9), time, () -> note("late"));
        time.passSeconds(5);
        assertThat(log).containsExactly("a@1", "b@2", "c@3", "d@3");
        assertThat(time.timers()).isEqualTo(1);
    }

    @Test
    void whatIsPostedRunsBeforeTimePasses() {
        time.execute(() -> time.execute(() -> note("posted")));
        time.after(Duration.ZERO, time, () -> note("timer"));
        time.passSeconds(1);
        assertThat(log).containsExactly("posted@0", "timer@0");
    }

    @Test
    void aTimerCancelledInTheLaneDoesNotRunThereAnyMore() {
        var lane = time.lane();
        var timer = new Timer[1];
        time.after(Duration.ofSeconds(1), lane, () -> timer[0].cancel());
        timer[0] = time.after(Duration.ofSeconds(1), lane, () -> note("never"));
        time.passSeconds(2);
        assertThat(log).isEmpty();
        assertThat(time.timers()).isZero();
    }

    @Test
    void aLoopIsHereOnlyInItsTasks() {
        var loop = time.loop();
        var other = time.loop();
        var seen = new ArrayList<Boolean>();
        loop.execute(() -> seen.addAll(List.of(loop.here(), other.here())));
        assertThat(loop.here()).isFalse();
        time.run();
        loop.after(Duration.ofSeconds(1), () -> seen.add(loop.here()));
        time.passSeconds(1);
        assertThat(seen).containsExactly(true, false, true);
    }

    @Test
    void aJumpOfTheWallClockMovesNoTimer() {
        time.after(Duration.ofSeconds(2), time, () -> log.add("fired"));
        time.jump(Duration.ofHours(1));
        time.passSeconds(1);
        assertThat(log).isEmpty();
        time.passSeconds(1);
        assertThat(log).containsExactly("fired");
    }

    @Test
    void whatATaskOfALaneThrowsComesOut() {
        time.lanes().lane("juliet").execute(() -> {
            throw new IllegalArgumentException("wherefore");
        });
        assertThatThrownBy(time::run).hasMessage("wherefore");
        time.lane().runNow(() -> {
            throw new AssertionError("at once");
        });
        assertThatThrownBy(time::run).hasMessage("at once");
    }

    @Test
    void workThatNeverEndsIsFound() {
        var again = new Runnable() {
            @Override
            public void run() {
                time.execute(this);
            }
        };
        time.execute(again);
        assertThatThrownBy(time::run).isInstanceOf(AssertionError.class).hasMessageContaining("still more");
    }
}
