package offhook.runtime.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its tasks one at a time and in order, on whatever threads its pool has. Safe to share.
 *
 * <p>It is fair: after {@value #TURN} tasks it goes to the end of the pool's queue. It is bounded: when
 * {@value #LIMIT} tasks wait, a further one is refused with {@link Overloaded}. An idle lane holds no queue. What a
 * task throws goes to the lane's handler of failures, and the next task runs.
 */
public final class Lane implements Executor {

    static final int TURN = 64;
    static final int LIMIT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Executor pool;
    private final Consumer<Throwable> failures;
    private final int limit;

    // Guarded by this. The queue exists while the lane is busy and something waits.
    private boolean busy;
    private Queue<Runnable> waiting;
    private int quick; // how many at its head are known not to block

    /** A lane that logs what its tasks throw. */
    public Lane(Executor pool) {
        this(pool, failure -> LOG.error("A task failed", failure));
    }

    /** @param failures told what a task threw, on the thread of the task */
    public Lane(Executor pool, Consumer<Throwable> failures) {
        this(pool, failures, LIMIT);
    }

    Lane(Executor pool, Consumer<Throwable> failures, int limit) {
        this.pool = pool;
        this.failures = failures;
        this.limit = limit;
    }

    /** @throws Overloaded when the queue is full */
    @Override
    public void execute(Runnable task) {
        if (enqueue(task)) {
            handOver();
        }
    }

    /**
     * Runs a task that does not block on the calling thread, at once, if the lane is idle; queues it otherwise, also
     * when the caller is itself a task of this lane. What was queued in this way meanwhile, and waits for nothing else,
     * follows on the calling thread: a hand-over costs more than most tasks.
     *
     * @throws Overloaded when the queue is full
     */
    public void runNow(Runnable task) {
        synchronized (this) {
            if (busy) {
                add(task);
                quick += quick == waiting.size() - 1 ? 1 : 0;
                return;
            }
            busy = true;
        }
        attempt(task);
        for (var i = 1; !idle(); i++) {
            if (i == TURN || !isNextQuick()) {
                handOver();
                return;
            }
            attempt(next());
        }
    }

    /** How many tasks wait. */
    public synchronized int depth() {
        return waiting == null ? 0 : waiting.size();
    }

    private synchronized boolean enqueue(Runnable task) {
        add(task);
        var wasIdle = !busy;
        busy = true;
        return wasIdle;
    }

    private void add(Runnable task) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        } else if (waiting.size() >= limit) {
            throw new Overloaded("lane", limit);
        }
        waiting.add(task);
    }

    /** The pool refuses only when it is full or closed: then what waits here can never run, and its owner hears of it. */
    private void handOver() {
        try {
            pool.execute(this::turn);
        } catch (RuntimeException e) {
            synchronized (this) {
                busy = false;
                waiting = null;
                quick = 0;
            }
            throw e;
        }
    }

    private void turn() {
        for (var i = 0; i < TURN; i++) {
            attempt(next());
            if (idle()) {
                return;
            }
        }
        handOver();
    }

    private synchronized Runnable next() {
        quick -= quick > 0 ? 1 : 0;
        return waiting.remove();
    }

    private synchronized boolean isNextQuick() {
        return quick > 0;
    }

    private synchronized boolean idle() {
        if (waiting == null || waiting.isEmpty()) {
            waiting = null;
            busy = false;
            return true;
        }
        return false;
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // the lane outlives whatever its tasks do
            failures.accept(e);
        }
    }
}
