package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final ArrayDeque<Runnable> pool = new ArrayDeque<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final Lane lane = new Lane(pool::add, failures::add, 100);

    private void drain() {
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
    }

    @Test
    void tasksRunInOrderOnThePool() {
        lane.execute(() -> {
            log.add("a");
            lane.execute(() -> log.add("c"));
        });
        lane.execute(() -> log.add("b"));
        assertThat(log).isEmpty();
        assertThat(pool).hasSize(1);
        drain();
        assertThat(log).containsExactly("a", "b", "c");
        assertThat(lane.depth()).isZero();
    }

    @Test
    void runNowRunsAtOnceWhenIdle() {
        lane.runNow(() -> log.add("now"));
        assertThat(log).containsExactly("now");
        assertThat(pool).isEmpty();
    }

    @Test
    void runNowQueuesBehindWhatWaitsAndInsideATask() {
        lane.execute(() -> log.add("first"));
        lane.runNow(() -> {
            log.add("second");
            lane.runNow(() -> log.add("fourth"));
            log.add("third");
        });
        assertThat(log).isEmpty();
        drain();
        assertThat(log).containsExactly("first", "second", "third", "fourth");
    }

    @Test
    void whatIsQueuedDuringRunNowGoesToThePool() {
        lane.runNow(() -> lane.execute(() -> log.add("later")));
        assertThat(log).isEmpty();
        drain();
        assertThat(log).containsExactly("later");
    }

    @Test
    void whatDoesNotBlockNeedsNoPool() {
        lane.runNow(() -> {
            lane.runNow(() -> {
                log.add("second");
                lane.runNow(() -> log.add("third"));
            });
            log.add("first");
        });
        assertThat(log).containsExactly("first", "second", "third");
        assertThat(pool).isEmpty();
        assertThat(lane.depth()).isZero();
    }

    @Test
    void whatDoesNotBlockStaysBehindWhatMay() {
        lane.runNow(() -> {
            lane.runNow(() -> log.add("quick"));
            lane.execute(() -> log.add("slow"));
            lane.runNow(() -> log.add("behind"));
        });
        assertThat(log).containsExactly("quick");
        lane.runNow(() -> log.add("last"));
        drain();
        assertThat(log).containsExactly("quick", "slow", "behind", "last");
    }

    @Test
    void aTurnOnTheCallersThreadEndsToo() {
        lane.runNow(() -> IntStream.range(0, Lane.TURN).forEach(i -> lane.runNow(() -> log.add("task"))));
        assertThat(log).hasSize(Lane.TURN - 1);
        drain();
        assertThat(log).hasSize(Lane.TURN);
    }

    @Test
    void aTurnEndsSoThatOthersRun() {
        IntStream.range(0, Lane.TURN + 1).forEach(i -> lane.execute(() -> log.add("task")));
        pool.add(() -> log.add("other"));
        drain();
        assertThat(log.indexOf("other")).isEqualTo(Lane.TURN);
        assertThat(log).hasSize(Lane.TURN + 2);
    }

    @Test
    void aFullLaneRefuses() {
        IntStream.range(0, 100).forEach(i -> lane.execute(() -> log.add("task")));
        assertThatThrownBy(() -> lane.execute(() -> log.add("too many")))
                .isInstanceOf(Overloaded.class)
                .hasMessage("lane is full: 100 are waiting");
        drain();
        assertThat(log).hasSize(100).doesNotContain("too many");
    }

    @Test
    void aFailureIsToldAndTheNextTaskRuns() {
        var failure = new StackOverflowError();
        lane.execute(() -> {
            throw failure;
        });
        lane.execute(() -> log.add("next"));
        drain();
        assertThat(failures).containsExactly(failure);
        assertThat(log).containsExactly("next");
    }

    @Test
    void aLaneWhosePoolRefusedWorksAgainLater() {
        var open = new AtomicBoolean();
        var lane = new Lane(task -> {
            if (!open.get()) {
                throw new RejectedExecutionException("closed");
            }
            pool.add(task);
        });
        assertThatThrownBy(() -> lane.execute(() -> log.add("refused"))).hasMessage("closed");
        open.set(true);
        lane.execute(() -> log.add("taken"));
        drain();
        assertThat(log).containsExactly("taken");
    }

    @Test
    void manyThreadsNeverMeetInALane() throws InterruptedException {
        var threads = Executors.newFixedThreadPool(4);
        var lane = new Lane(threads, failures::add, Integer.MAX_VALUE);
        var inside = new AtomicBoolean();
        var done = new CountDownLatch(4 * 5_000);
        var met = new AtomicBoolean();
        Runnable task = () -> {
            if (!inside.compareAndSet(false, true)) {
                met.set(true);
            }
            inside.set(false);
            done.countDown();
        };
        var feeders = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> IntStream.range(0, 5_000).forEach(n -> {
                    if (n % 3 == 0) {
                        lane.runNow(task);
                    } else {
                        lane.execute(task);
                    }
                })))
                .toList();
        feeders.forEach(Thread::start);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(met).isFalse();
        assertThat(failures).isEmpty();
    }

    /** Nothing is lost between a lane that becomes idle and a task that comes just then. */
    @Test
    void whateverComesRunsOnceAndInTheOrderOfItsThread() throws InterruptedException {
        int each = 50_000;
        var threads = Executors.newFixedThreadPool(4);
        var shared = new Lane(threads);
        var done = new CountDownLatch(4 * each);
        var seen = new int[4];
        var disorder = new AtomicBoolean();
        for (int t = 0; t < 4; t++) {
            int who = t;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            int number = i;
                            Runnable task = () -> {
                                disorder.compareAndSet(false, seen[who]++ != number);
                                done.countDown();
                            };
                            while (shared.depth() > 5_000) {
                                Thread.onSpinWait();
                            }
                            if (number % 3 == who % 3) {
                                shared.execute(task);
                            } else {
                                shared.runNow(task);
                            }
                        }
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(disorder).isFalse();
        assertThat(shared.depth()).isZero();
        threads.shutdown();
    }
}
