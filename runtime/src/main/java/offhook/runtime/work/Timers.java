package offhook.runtime.work;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Delays by the monotonic clock; tests hold the hand of theirs. Safe to share. */
public interface Timers {

    /** Hands the task to the executor (a lane, a loop) once the delay is over. */
    Timer after(Duration delay, Executor where, Runnable task);
}
