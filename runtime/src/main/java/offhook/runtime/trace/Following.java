package offhook.runtime.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Somebody who watches a key. A watcher who does not keep up misses something and sees how much. Safe to share. */
public final class Following implements AutoCloseable {

    private final String key;
    private final BlockingQueue<Crossing> waiting;
    private final Runnable wake;
    private final Consumer<Following> end;
    private final AtomicLong dropped = new AtomicLong();

    Following(String key, int limit, Runnable wake, Consumer<Following> end) {
        this.key = key;
        this.waiting = new ArrayBlockingQueue<>(limit);
        this.wake = wake;
        this.end = end;
    }

    void offer(Crossing crossing) {
        if (!crossing.concerns(key)) {
            return;
        }
        if (waiting.offer(crossing)) {
            wake.run();
        } else {
            dropped.incrementAndGet();
        }
    }

    /** All that waits, oldest first; does not block. */
    public List<Crossing> take() {
        var taken = new ArrayList<Crossing>();
        waiting.drainTo(taken);
        return taken;
    }

    /** How many were dropped since the last call. */
    public long dropped() {
        return dropped.getAndSet(0);
    }

    @Override
    public void close() {
        end.accept(this);
    }
}
