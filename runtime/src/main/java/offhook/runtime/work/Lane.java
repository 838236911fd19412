package offhook.runtime.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CROWDED = 2; // busy, and something may wait

    private static final AtomicIntegerFieldUpdater<Lane> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Lane.class, "state");

    /** Who makes an idle lane busy runs its tasks. It becomes crowded, and no longer so, under the lock alone. */
    private volatile int state;

    // Guarded by this. The queue exists while the lane is busy and something waits.
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
        if (!STATE.compareAndSet(this, IDLE, BUSY) && isQueued(task)) {
            return;
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

    /** False if the lane has become idle by now, and is the caller's. */
    private synchronized boolean isQueued(Runnable task) {
        if (!crowd(BUSY)) {
            return false;
        }
        add(task);
        quick += quick == waiting.size() - 1 ? 1 : 0;
        return true;
    }

    /** @return whether the lane was idle, and is the caller's now */
    private synchronized boolean enqueue(Runnable task) {
        var wasIdle = !crowd(CROWDED);
        add(task);
        return wasIdle;
    }

    /**
     * Has something wait, if the lane is busy; makes it so if it is not.
     *
     * @param otherwise what an idle lane becomes
     * @return whether it was busy
     */
    private boolean crowd(int otherwise) {
        while (state != CROWDED) {
            if (STATE.compareAndSet(this, BUSY, CROWDED)) {
                return true;
            }
            if (STATE.compareAndSet(this, IDLE, otherwise)) {
                return false;
            }
        }
        return true;
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
                waiting = null;
                quick = 0;
                state = IDLE;
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

    private boolean idle() {
        return STATE.compareAndSet(this, BUSY, IDLE) || isEmptied();
    }

    private synchronized boolean isEmptied() {
        if (waiting == null || waiting.isEmpty()) {
            waiting = null;
            state = IDLE;
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
