package offhook.runtime.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of production: one thread, the monotonic clock, ticks of {@value #TICK_MS} ms; a timer is never early and
 * at most a tick or so late. The thread sleeps while nothing is due. Safe to share.
 */
public final class WheelTimers implements Timers, AutoCloseable {

    static final long TICK_MS = 10;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MS);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Logger LOG = LoggerFactory.getLogger(WheelTimers.class);

    private final Object lock = new Object();
    private final Wheel<Waiting> wheel = new Wheel<>(1024); // guarded by lock, as the next two
    private long wakeAt = Long.MAX_VALUE;
    private boolean closed;
    private final long started = System.nanoTime();
    private final Thread thread;

    /** Starts the thread. */
    public WheelTimers(ThreadFactory threads) {
        thread = threads.newThread(this::turn);
        thread.start();
    }

    /** @throws IllegalStateException after close */
    @Override
    public Timer after(Duration delay, Executor where, Runnable task) {
        var nanos = (delay.compareTo(LONGEST) < 0 ? delay : LONGEST).toNanos();
        // Rounded up, plus the part of the current tick that is over: never early.
        var due = (System.nanoTime() - started + Math.max(0, nanos) + TICK - 1) / TICK;
        var waiting = new Waiting(where, task, due);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the timers are stopped");
            }
            wheel.add(waiting);
            if (due < wakeAt) {
                wakeAt = due;
                LockSupport.unpark(thread);
            }
        }
        return waiting;
    }

    /** How many timers are set. */
    public int size() {
        synchronized (lock) {
            return wheel.size();
        }
    }

    /** Ends the thread; what is set and not due never fires. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        LockSupport.unpark(thread);
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        List<Waiting> due = new ArrayList<>();
        for (var sleep = collect(due); sleep >= 0; sleep = collect(due)) {
            due.forEach(Waiting::fire);
            if (due.isEmpty()) {
                LockSupport.parkNanos(this, sleep);
            }
            due.clear();
            if (Thread.interrupted()) {
                LOG.debug("Interrupted: the timers end with close() only");
            }
        }
    }

    /** Takes what is due; says how many nanoseconds nothing else will be, or -1 when closed. */
    private long collect(List<Waiting> due) {
        synchronized (lock) {
            if (closed) {
                return -1;
            }
            var now = System.nanoTime() - started;
            wheel.advance(now / TICK, due::add);
            wakeAt = wheel.next();
            return wakeAt == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, wakeAt * TICK - now);
        }
    }

    private final class Waiting extends Wheel.Spoke implements Timer {

        private final Executor where;
        private final Runnable task;
        private volatile boolean cancelled;

        Waiting(Executor where, Runnable task, long due) {
            super(due);
            this.where = where;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
            synchronized (lock) {
                wheel.cancel(this);
            }
        }

        private void fire() {
            try {
                where.execute(this::run);
            } catch (Throwable e) { // the thread outlives what its timers do
                LOG.error("A timer could not hand over its task", e);
            }
        }

        /** Asked once more: a task of the same lane may have cancelled it while this one waited there. */
        private void run() {
            if (!cancelled) {
                task.run();
            }
        }
    }
}
