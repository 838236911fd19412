package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.work.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimersTest {

    private final EventLoops loops = EventLoops.start(1);
    private final NettyLoop loop = loops.loops().get(0);
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        loops.close();
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void timersFireInTheOrderOfTheirTimesAndNeverEarly() throws Exception {
        var done = new CompletableFuture<Void>();
        long start = System.nanoTime();
        var early = new AtomicInteger();
        loop.execute(() -> {
            for (int delay : List.of(120, 20, 60, 0)) {
                loop.after(ms(delay), () -> {
                    log.add("" + delay);
                    early.addAndGet(System.nanoTime() - start < ms(delay).toNanos() ? 1 : 0);
                });
            }
            loop.after(ms(150), () -> done.complete(null));
        });
        done.get(10, TimeUnit.SECONDS);
        assertThat(log).containsExactly("0", "20", "60", "120");
        assertThat(early).hasValue(0);
    }

    @Test
    void oneThatIsDueMayCancelTheOther() throws Exception {
        var done = new CompletableFuture<Void>();
        loop.execute(() -> {
            var timers = new ArrayList<Timer>();
            for (int i = 0; i < 10; i++) {
                timers.add(loop.after(ms(20), () -> {
                    log.add("fired");
                    timers.forEach(Timer::cancel);
                }));
            }
            loop.after(ms(60), () -> done.complete(null));
        });
        done.get(10, TimeUnit.SECONDS);
        assertThat(log).containsExactly("fired");
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromRunning() throws Exception {
        var done = new CompletableFuture<Boolean>();
        loop.execute(() -> {
            loop.after(ms(10), () -> {
                throw new IllegalStateException("expected by the test");
            });
            loop.after(ms(10), () -> done.complete(loop.here()));
        });
        assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void otherThreadsSetAndCancelToo() throws Exception {
        var kept = new CompletableFuture<Boolean>();
        var cancelled = loop.after(ms(30), () -> log.add("cancelled"));
        loop.after(ms(60), () -> kept.complete(loop.here()));
        cancelled.cancel();
        cancelled.cancel();
        assertThat(kept.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void aTimerSetByATimerFires() {
        var count = new AtomicInteger();
        loop.execute(() -> again(count));
        await().until(() -> count.get() == 5);
    }

    private void again(AtomicInteger count) {
        if (count.incrementAndGet() < 5) {
            loop.after(ms(10), () -> again(count));
        }
    }

    @Test
    void thousandsAreNothingSpecial() {
        var fired = new AtomicInteger();
        loop.execute(() -> {
            for (int i = 0; i < 50_000; i++) {
                var timer = loop.after(ms(i % 100), fired::incrementAndGet);
                if (i % 2 == 0) {
                    timer.cancel();
                }
            }
        });
        await().until(() -> fired.get() == 25_000);
    }
}
