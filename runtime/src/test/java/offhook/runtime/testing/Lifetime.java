package offhook.runtime.testing;

import java.time.Duration;
import java.util.concurrent.Executor;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;

/** One life of a server in a test: once it has ended, nothing that it asked to be done later is done, as after kill -9. */
public final class Lifetime {

    private boolean ended;

    public void end() {
        ended = true;
    }

    public Executor of(Executor executor) {
        return task -> executor.execute(living(task));
    }

    public Timers of(Timers timers) {
        return (delay, where, task) -> timers.after(delay, where, living(task));
    }

    public Loop of(Loop loop) {
        return new Loop() {
            @Override
            public boolean here() {
                return loop.here();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return loop.after(delay, living(task));
            }

            @Override
            public void execute(Runnable task) {
                loop.execute(living(task));
            }
        };
    }

    private Runnable living(Runnable task) {
        return () -> {
            if (!ended) {
                task.run();
            }
        };
    }
}
