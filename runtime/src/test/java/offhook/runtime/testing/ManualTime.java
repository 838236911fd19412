package offhook.runtime.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;

/**
 * Time and work in the hand of a test: nothing happens but in {@link #run} and {@link #pass}, on the calling thread, in
 * the order in which it was posted or due. What a task throws comes out of them.
 */
public final class ManualTime implements Timers, InstantSource, Executor {

    private static final int RESTLESS = 1_000_000;

    private final Queue<Runnable> posted = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private final List<Throwable> failures = new ArrayList<>();
    private Instant now;
    private long order;
    private Duration passed = Duration.ZERO;

    /** Starts on a Sunday afternoon, UTC. */
    public ManualTime() {
        this(Instant.parse("2026-11-22T14:05:00Z"));
    }

    public ManualTime(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Posts to the one queue: the pool of lanes, the thread of loops and of the writer. */
    @Override
    public void execute(Runnable task) {
        posted.add(task);
    }

    @Override
    public Timer after(Duration delay, Executor where, Runnable task) {
        var due = new Due(now.plus(delay.isNegative() ? Duration.ZERO : delay), order++, where, task, new boolean[1]);
        timers.add(due);
        return due;
    }

    /** A loop of this time. */
    public ManualLoop loop() {
        return new ManualLoop(this);
    }

    /** A lane of this time: what its tasks throw comes out of {@link #run}. */
    public Lane lane() {
        return new Lane(this, failures::add);
    }

    /** Lanes of this time: what their tasks throw comes out of {@link #run}. */
    public Lanes lanes() {
        return new Lanes(this, failures::add);
    }

    /** Runs everything posted, and what that posts, until nothing is left. */
    public void run() {
        for (var i = 0; !posted.isEmpty(); i++) {
            if (i == RESTLESS) {
                throw new AssertionError("after " + RESTLESS + " tasks there is still more");
            }
            posted.remove().run();
            rethrow();
        }
        rethrow();
    }

    /** Lets time pass; each timer fires at its own instant, and everything it causes is done before the next one. */
    public void pass(Duration duration) {
        var until = now.plus(duration);
        run();
        while (!timers.isEmpty() && !timers.peek().at.isAfter(until)) {
            var due = timers.remove();
            move(due.at);
            due.fire();
            run();
        }
        move(until);
    }

    private void move(Instant to) {
        passed = passed.plus(Duration.between(now, to));
        now = to;
    }

    /** What has passed since the start; no jump of the wall clock changes it. */
    long nanos() {
        return passed.toNanos();
    }

    public void passSeconds(long seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    /** Moves the wall clock alone, as an administrator or NTP does: no timer fires earlier or later for it. */
    public void jump(Duration duration) {
        var moved = new ArrayList<>(timers);
        timers.clear();
        moved.forEach(due -> timers.add(new Due(due.at.plus(duration), due.order, due.where, due.task, due.cancelled)));
        now = now.plus(duration);
    }

    /** How many timers are set and not cancelled. */
    public int timers() {
        return (int) timers.stream().filter(due -> !due.cancelled[0]).count();
    }

    private void rethrow() {
        if (failures.isEmpty()) {
            return;
        }
        var first = failures.get(0);
        failures.clear();
        if (first instanceof Error error) {
            throw error;
        }
        throw first instanceof RuntimeException e ? e : new IllegalStateException(first);
    }

    private record Due(Instant at, long order, Executor where, Runnable task, boolean[] cancelled) implements Timer {

        @Override
        public void cancel() {
            cancelled[0] = true;
        }

        void fire() {
            if (!cancelled[0]) {
                where.execute(() -> {
                    if (!cancelled[0]) {
                        task.run();
                    }
                });
            }
        }
    }
}
