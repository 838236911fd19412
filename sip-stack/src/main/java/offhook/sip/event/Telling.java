package offhook.sip.event;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a watcher is to be told next, RFC 6665 §4.2.2. Belongs to its subscription.
 *
 * <p>There is one NOTIFY at a time, at the pace of the package, and each says the whole state of its moment. So none can
 * overtake another, and what changes meanwhile is neither lost nor told twice.
 */
final class Telling {

    private boolean paused; // the pace of the package
    private boolean sending; // a NOTIFY has no answer yet
    private boolean due; // something may have changed
    private boolean asked; // the watcher wants a NOTIFY even if nothing has
    private boolean pending; // the one who is watched has not answered yet
    private boolean admitted; // they have, and the watcher has not heard of it
    private Optional<Ending> ending = Optional.empty();
    private boolean over;
    private Optional<String> shown = Optional.empty();

    /** Why a subscription ends, and whether the watcher is told the last state. */
    private record Ending(String reason, boolean tells) {}

    /**
     * One that goes out now.
     *
     * @param state what Subscription-State says
     * @param tells whether it has a document
     * @param paced whether the next one waits for {@link #goOn}
     */
    record Notify(String state, boolean tells, boolean paced) {}

    /** Whether there is, or soon will be, no subscription any more. */
    boolean isEnding() {
        return over || ending.isPresent();
    }

    /** Whether nothing more will be told. */
    boolean isOver() {
        return over;
    }

    /** Something may have changed. */
    void changed() {
        due = true;
    }

    /** The state is to be told whether it has changed or not. */
    void asked() {
        asked = true;
        due = true;
    }

    /**
     * What the watcher may see now.
     *
     * @return whether that is something else
     */
    boolean sees(Sight now) {
        if (now == Sight.ASKED && !pending) {
            pending = true;
            return true;
        }
        if (now == Sight.SEEN && pending) {
            pending = false;
            admitted = true;
            return true;
        }
        return false;
    }

    /**
     * It is to end.
     *
     * @param tells whether the watcher gets the last state, too
     * @return false if it was to end already
     */
    boolean end(String reason, boolean tells) {
        if (isEnding()) {
            return false;
        }
        ending = Optional.of(new Ending(reason, tells));
        return true;
    }

    /** Nothing more is told. @return false if that was so already */
    boolean stop() {
        boolean was = over;
        over = true;
        return !was;
    }

    /** Nothing goes out until {@link #answered}. */
    void hold() {
        sending = true;
    }

    /** The last one has its answer. */
    void answered() {
        sending = false;
    }

    /** The pace of the package allows another one. */
    void goOn() {
        paused = false;
    }

    /**
     * What goes out now, if anything does; then nothing does until {@link #answered}.
     *
     * @param left the seconds that the subscription still lasts
     * @param document the state of this moment
     */
    Optional<Notify> next(long left, Supplier<Optional<String>> document) {
        if (over || sending) {
            return Optional.empty();
        }
        if (ending.isPresent()) {
            over = true;
            return out("terminated;reason=" + ending.get().reason, ending.get().tells && !pending, false);
        }
        if (admitted && !pending) {
            admitted = false;
            return out("active;expires=" + left, false, false);
        }
        if (!due || paused) {
            return Optional.empty();
        }
        due = false;
        var now = pending ? Optional.<String>empty() : document.get();
        if (!asked && now.equals(shown)) {
            return Optional.empty();
        }
        asked = false;
        shown = now;
        paused = true;
        return out((pending ? "pending;expires=" : "active;expires=") + left, !pending, true);
    }

    private Optional<Notify> out(String state, boolean tells, boolean paced) {
        sending = true;
        return Optional.of(new Notify(state, tells, paced));
    }
}
