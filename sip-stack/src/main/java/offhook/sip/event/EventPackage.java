package offhook.sip.event;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;

/** What can be watched of a person: an event package of RFC 6665 §5.4. Safe to share. */
public interface EventPackage {

    /** As Event has it. */
    String name();

    /** The content type of its documents. */
    String contentType();

    /** The shortest time between two NOTIFYs of one subscription, §5.4.8 (rate); the last state wins. */
    Duration pace();

    /** How long a subscription lasts if the watcher does not say. */
    default Duration usualExpires() {
        return Duration.ofHours(1);
    }

    /** Whether others than the person themselves and peers may watch. */
    default boolean isShared() {
        return true;
    }

    /** Whether the person is asked about watchers who may not watch yet, RFC 8048 §5.3.1; else these are refused. */
    default boolean mayBeAskedFor() {
        return false;
    }

    /** What phones of theirs are told that have not subscribed; asked for on any thread. */
    default Unasked unasked(UserId user) {
        return Unasked.NOTHING;
    }

    /**
     * The whole state; empty for a NOTIFY without a body. It is asked for on a loop and must not block.
     *
     * @param version the number of the document, from 0, for those that have one
     */
    Optional<String> document(User of, Relation watcher, long version);

    /** From now on the listener hears of everybody whose document may be another one; it only takes a note. */
    void listen(Consumer<UserId> listener);
}
