package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WheelTimersTest {

    private static final Executor HERE = Runnable::run;

    private final WheelTimers timers = new WheelTimers(task -> new Thread(task, "timers"));

    @AfterEach
    void stop() {
        timers.close();
    }

    @Test
    void neverEarlyAndInOrder() {
        var fired = new ConcurrentLinkedQueue<Integer>();
        var late = new CompletableFuture<Long>();
        var start = System.nanoTime();
        timers.after(Duration.ofMillis(60), HERE, () -> {
            fired.add(60);
            late.complete(System.nanoTime() - start);
        });
        timers.after(Duration.ofMillis(30), HERE, () -> fired.add(30));
        timers.after(Duration.ZERO, HERE, () -> fired.add(0));
        assertThat(Duration.ofNanos(late.join())).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        assertThat(fired).containsExactly(0, 30, 60);
        await().until(() -> timers.size() == 0);
    }

    @Test
    void aCancelledTimerIsGone() {
        var timer = timers.after(Duration.ofDays(400 * 365), HERE, () -> {});
        assertThat(timers.size()).isEqualTo(1);
        timer.cancel();
        timer.cancel();
        assertThat(timers.size()).isZero();
    }

    @Test
    void cancelledWhileItWaitsInItsLaneItDoesNotRun() {
        var lane = new ConcurrentLinkedQueue<Runnable>();
        var ran = new ConcurrentLinkedQueue<String>();
        var timer = timers.after(Duration.ZERO, lane::add, () -> ran.add("too late"));
        await().until(() -> !lane.isEmpty());
        timer.cancel();
        lane.remove().run();
        assertThat(ran).isEmpty();
    }

    @Test
    void aRefusingPlaceOrAFailingTaskDoesNotStopTheOthers() {
        timers.after(
                Duration.ZERO,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                () -> {});
        timers.after(Duration.ZERO, HERE, () -> {
            throw new AssertionError("failed");
        });
        var after = new CompletableFuture<String>();
        timers.after(Duration.ofMillis(10), HERE, () -> after.complete("still here"));
        assertThat(after.join()).isEqualTo("still here");
    }

    @Test
    void afterCloseNothingCanBeSet() {
        timers.after(Duration.ofHours(1), HERE, () -> {});
        timers.close();
        assertThatThrownBy(() -> timers.after(Duration.ZERO, HERE, () -> {})).isInstanceOf(IllegalStateException.class);
    }
}
