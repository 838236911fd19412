package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.runtime.work.WheelTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StallWatchTest {

    /** A loop that answers when the test lets it. */
    private static final class Sleepy implements Loop {

        private final ManualTime time;
        private boolean asleep;
        private Runnable missed = () -> {};

        Sleepy(ManualTime time) {
            this.time = time;
        }

        @Override
        public void execute(Runnable task) {
            if (asleep) {
                missed = task;
            } else {
                time.execute(task);
            }
        }

        void wake() {
            asleep = false;
            missed.run();
        }

        @Override
        public boolean here() {
            return false;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return time.after(delay, this, task);
        }
    }

    private final ManualTime time = new ManualTime();

    @Test
    void aStallIsCountedOnceHoweverLong() {
        var sleepy = new Sleepy(time);
        try (var watch = new StallWatch(List.of(time.loop(), sleepy), time)) {
            time.passSeconds(1);
            assertThat(watch.stalls()).isZero();
            assertThat(watch.longest()).isZero();
            sleepy.asleep = true;
            time.pass(Duration.ofMillis(200));
            assertThat(watch.stalls()).isZero();
            time.pass(Duration.ofMillis(100));
            assertThat(watch.stalls()).isEqualTo(1);
            time.passSeconds(1);
            assertThat(watch.stalls()).isEqualTo(1);
            assertThat(watch.longest()).isEqualTo(Duration.ofMillis(1_200));
            sleepy.wake();
            time.pass(Duration.ofMillis(300));
            assertThat(watch.longest()).isZero();
            sleepy.asleep = true;
            time.passSeconds(1);
            assertThat(watch.stalls()).isEqualTo(2);
        }
        assertThat(time.timers()).isZero();
    }

    @Test
    void aRealLoopThatBlocksIsFound() {
        try (var loops = EventLoops.start(2);
                var timers = new WheelTimers(Thread::new);
                var watch = new StallWatch(loops.loops(), timers)) {
            var end = new CountDownLatch(1);
            loops.loops().get(1).execute(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            await().until(() -> watch.stalls() == 1);
            end.countDown();
            await().until(() -> watch.longest().isZero());
        }
    }
}
