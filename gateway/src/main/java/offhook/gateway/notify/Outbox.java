package offhook.gateway.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * The one durable queue: notifications that are still to be delivered, and those that were. All inside one transaction.
 *
 * <p>A row is <em>due</em> as long as there is something to do for it; every verb that ends a step says when the next one
 * is due, so that whatever moment the process dies, the rows tell how to go on.
 */
interface Outbox {

    /** Adds a notification for one channel; false if it is there already. */
    boolean add(Notification notification, Channel channel, String topic, boolean standsIn, Instant now, Instant due);

    /** People for whom something is due, who wait longest first. */
    List<UserId> due(Channel channel, Instant now, int most);

    /** What no message carries yet is due then. */
    void plan(Entry entry, Instant due);

    /** Nobody is told anything in this channel before that. */
    void quiet(UserId person, Channel channel, Instant until);

    /** When the next thing becomes due after this instant. */
    Optional<Instant> nextDue(Channel channel, Instant after);

    /** What a person has in this channel in one of these states, the oldest first. */
    List<Entry> of(UserId person, Channel channel, List<State> states, int most);

    /** What lies in the person's offline store and no client can have, the newest first; without what a mail has begun to tell. */
    List<Entry> lastStored(UserId person, int most);

    /** What a message carries, the oldest first. */
    List<Entry> carriedBy(String message);

    /** What was told about a topic in messages that correct the same first one, the oldest first. */
    List<Entry> conversation(UserId person, String root);

    /** The newest about a topic that is in chat or was taken there; not what a mail has begun to tell. */
    Optional<Entry> latest(UserId person, String topic);

    /** From now on this message carries the entry; the one that carried it before is to be withdrawn. */
    void carry(Entry entry, String message, String root, Instant now);

    /** The chat message is in the offline store, and what it replaces is not. */
    void stored(String message);

    /** A client may have the chat message from now on: what it tells is not told in another one. */
    void sent(String message);

    /** A client has taken the chat message: no mail stands in for it any more, unless the person's clients say what was on the screen. */
    void taken(String message);

    /** The mail server has the mail: chat messages for which it stands in are to be recalled. */
    void accepted(String message, Instant now);

    /** The chat message was withdrawn, or taken before it could be. */
    void recalled(String message);

    /** What is to be recalled waits for the rest of its message. */
    void recallLater(String message);

    /** An attempt failed; there will be another one. */
    void later(String message, Instant due, String cause);

    /** There will be no other attempt, unless somebody asks for it. */
    void failed(String message, String cause);

    /** What became of an event, in all channels. */
    List<Entry> about(String event);

    /** How much is still to do. */
    Backlog backlog();

    /** Forgets everything about a person. */
    void forget(UserId person);

    /** Forgets what has nothing left to do and was written before this instant; says how many rows it was. */
    int forget(Instant before, int most);

    /**
     * How much is still to do.
     *
     * @param waiting rows with something to do, now or later
     * @param oldest when the oldest of them was written
     * @param failed rows in the hospital
     */
    record Backlog(long waiting, Optional<Instant> oldest, long failed) {}
}
