package offhook.xmpp.stanza;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts those who still have to do something about a stanza before its sender may be told that it is taken care of,
 * XEP-0198 §4: who handles it holds it, and whoever keeps it in a store holds it until that is committed. Safe to share.
 */
public final class Custody {

    /** Of a stanza whose sender asks for nothing. */
    public static final Custody NONE = new Custody(() -> {});

    /** Of a copy that nobody misses if it gets lost: the message is in the store, or others got it, too. */
    public static final Custody SPARE = new Custody(() -> {});

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable free;
    private final Consumer<StanzaError> refusal;

    /** @param free runs when nobody holds the stanza any more, on any thread; whoever made this is the first holder */
    public Custody(Runnable free) {
        this(free, null);
    }

    /** @param refusal is told in place of the sender why nothing came of the stanza, while somebody still holds it */
    public Custody(Runnable free, Consumer<StanzaError> refusal) {
        this.free = free;
        this.refusal = refusal;
    }

    /** Whether somebody was told of an error in place of the sender. */
    public boolean takes(StanzaError error) {
        if (refusal != null) {
            refusal.accept(error);
        }
        return refusal != null;
    }

    /** Whether somebody waits for the stanza to be taken care of. */
    public boolean isAwaited() {
        return this != NONE && this != SPARE;
    }

    /** One more holds the stanza; to be called by one who does. */
    public void hold() {
        if (isAwaited()) {
            holders.incrementAndGet();
        }
    }

    /** One who held it has done what was to be done. */
    public void release() {
        if (isAwaited() && holders.decrementAndGet() == 0) {
            free.run();
        }
    }
}
