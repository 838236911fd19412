package offhook.runtime.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A disk that can be made to wait: the writer of a database in a test. It works on the thread of whoever asks. */
public final class SlowDisk implements Executor {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean stuck;

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        work();
    }

    /** Whether it works; what waits is done when it begins again. */
    public void turns(boolean on) {
        stuck = !on;
        work();
    }

    private void work() {
        while (!stuck && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
