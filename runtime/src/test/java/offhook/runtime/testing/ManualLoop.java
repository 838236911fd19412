package offhook.runtime.testing;

import java.time.Duration;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** A loop in the hand of a test: it turns when its {@link ManualTime} runs. */
public final class ManualLoop implements Loop {

    private final ManualTime time;
    private boolean here;

    public ManualLoop(ManualTime time) {
        this.time = time;
    }

    /** True in a task of this loop only. */
    @Override
    public boolean here() {
        return here;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return time.after(delay, this, task);
    }

    @Override
    public void execute(Runnable task) {
        time.execute(() -> turn(task));
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    private void turn(Runnable task) {
        here = true;
        try {
            task.run();
        } finally {
            here = false;
        }
    }
}
