package offhook.runtime.memory;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;

/**
 * Has the old generation collected at a moment when nobody notices, before it is full: then it would be done in the middle
 * of somebody's call, which has a packet every 20 ms. Safe to share.
 */
public final class QuietCollection implements AutoCloseable {

    /** Looks so often; it is quiet if nothing at all had to be collected since the look before. */
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Bytes that are worth it where it is quiet. */
    static final long WORTHWHILE = 8 << 20;

    /** So many would soon be collected in any case: it may as well be done while nobody hears it, however busy it is. */
    static final long OVERDUE = 24 << 20;

    private final OldGeneration old;
    private final BooleanSupplier heard;
    private final Timers timers;
    private final Executor work;
    private long collections;
    private volatile Timer next;
    private volatile boolean closed;

    /**
     * Begins to look.
     *
     * @param heard whether somebody would hear a pause now
     * @param work threads that may block
     */
    public QuietCollection(OldGeneration old, BooleanSupplier heard, Timers timers, Executor work) {
        this.old = old;
        this.heard = heard;
        this.timers = timers;
        this.work = work;
        begin(old.collections());
    }

    private void begin(long now) {
        collections = now;
        next = timers.after(EVERY, work, this::look);
    }

    private void look() {
        if (closed) {
            return;
        }
        if (!heard.getAsBoolean() && old.grown() >= (old.collections() == collections ? WORTHWHILE : OVERDUE)) {
            old.collect();
        }
        begin(old.collections());
    }

    @Override
    public void close() {
        closed = true;
        next.cancel();
    }
}
