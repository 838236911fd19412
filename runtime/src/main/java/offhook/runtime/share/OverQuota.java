package offhook.runtime.share;

import java.time.Instant;

/** There is no room for another file: an answer, not a fault of ours. */
public final class OverQuota extends RuntimeException {

    private final Quota.Breach breach;
    private final transient Instant again;

    OverQuota(Quota.Breach breach, Instant again) {
        super(breach.toString(), null, false, false);
        this.breach = breach;
        this.again = again;
    }

    public Quota.Breach breach() {
        return breach;
    }

    /** When to try again: something is gone then. */
    public Instant again() {
        return again;
    }
}
