package offhook.runtime.storage;

import java.util.concurrent.atomic.AtomicLong;
import offhook.runtime.work.Cause;
import org.slf4j.Logger;

/**
 * Says what of one kind the database did not keep: the first time why, and how many there were when it keeps the next one.
 * Safe to share.
 */
public final class Losses {

    private final Logger log;
    private final String what;
    private final AtomicLong lost = new AtomicLong();

    /** @param what for the log, where it begins a sentence: "Messages for people who are away" */
    public Losses(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /**
     * How a write has ended.
     *
     * @param whose it was
     * @param failure null if it is kept
     */
    public void heard(Object whose, Throwable failure) {
        if (failure != null) {
            lost(whose, failure);
        } else if (lost.get() > 0) {
            kept();
        }
    }

    private void lost(Object whose, Throwable failure) {
        if (lost.getAndIncrement() == 0) {
            log.warn("{} are not kept, first of {}: {}", what, whose, Cause.line(failure));
        }
    }

    private void kept() {
        long many = lost.getAndSet(0);
        if (many > 0) {
            log.warn("{} are kept again; {} were not", what, many);
        }
    }
}
