package offhook.runtime.work;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread that reads, parses and writes; what runs on it never blocks. Tasks run in the order in which they were
 * posted. Safe to share.
 */
public interface Loop extends Executor {

    /** Whether the caller is on this loop already. */
    boolean here();

    /** Runs a task on this loop once the delay is over, by the monotonic clock. */
    Timer after(Duration delay, Runnable task);

    /** Runs a task on this loop after it has read once more what there is to read. */
    default void later(Runnable task) {
        execute(task);
    }

    /** The monotonic clock, from some beginning. */
    default long nanos() {
        return System.nanoTime();
    }
}
