package offhook.runtime.work;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether any of the loops has too much to do for one kind of work. One line in the log says that it begins, and one
 * that it is over. Safe to share.
 */
public final class Overload {

    private static final Logger LOG = LoggerFactory.getLogger(Overload.class);

    private final String work;
    private final LongAdder waiting = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private int loops; // guarded by this, as the next two
    private long began;
    private long refusedBefore;

    /** @param work what is refused, for the log */
    public Overload(String work) {
        this.work = work;
    }

    public synchronized boolean isOn() {
        return loops > 0;
    }

    /** How many wait to be admitted, at all loops. */
    public long waiting() {
        return waiting.sum();
    }

    /** How many were refused since the start. */
    public long refusals() {
        return refused.sum();
    }

    void waits() {
        waiting.increment();
    }

    void waitsNoMore() {
        waiting.decrement();
    }

    void refused() {
        refused.increment();
    }

    /** One more loop, by its clock. */
    synchronized void begins(long now) {
        if (loops++ == 0) {
            began = now;
            refusedBefore = refused.sum();
            LOG.warn("overload begins: {} wait too long and are refused", work);
        }
    }

    /** One loop less. */
    synchronized void ends(long now) {
        if (--loops == 0) {
            LOG.warn(
                    "overload is over: it lasted {} s, {} {} were refused",
                    Duration.ofNanos(now - began).toSeconds(),
                    refused.sum() - refusedBefore,
                    work);
        }
    }
}
