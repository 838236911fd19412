package offhook.xmpp.offline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.offline.OfflineStore.Waiting;
import offhook.xmpp.routing.Resource;

/**
 * What waits for one account, without the messages themselves: how much it is, what is on its way to which client, and
 * who is being given the rest. Of the account's lane.
 */
final class Backlog {

    private int count;
    private long bytes;
    private long last;
    private final List<Batch> batches = new ArrayList<>();
    private final Map<Resource, Long> drained = new HashMap<>();
    private final Map<Resource, List<Stored>> behind = new HashMap<>(); // what was sent since a client was asked

    Backlog(Waiting waiting) {
        count = waiting.count();
        bytes = waiting.bytes();
        last = waiting.last();
    }

    /** Messages that a client was sent and has not taken yet. */
    record Batch(Resource resource, List<Stored> messages) {}

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether one more message of this size is allowed. */
    boolean fits(long size, OfflineConfig limits) {
        return count < limits.messages() && bytes + size <= limits.size().bytes();
    }

    /** The place of a new message. */
    long next() {
        return ++last;
    }

    void added(long size) {
        count++;
        bytes += size;
    }

    void dropped(Collection<Long> sizes) {
        count -= sizes.size();
        sizes.forEach(size -> bytes -= size);
    }

    /** A client is to be given all that waits, from the start; false if it is being given it already. */
    boolean drain(Resource resource) {
        return drained.putIfAbsent(resource, 0L) == null;
    }

    boolean isDraining(Resource resource) {
        return drained.containsKey(resource);
    }

    /** Whether anybody is being given what waits: then a new message goes behind it. */
    boolean isDraining() {
        return !drained.isEmpty();
    }

    long drainedUpTo(Resource resource) {
        return drained.get(resource);
    }

    void drained(Resource resource, long upTo) {
        drained.put(resource, upTo);
    }

    /** The client has been given everything, or will get nothing any more. */
    void stopDraining(Resource resource) {
        drained.remove(resource);
    }

    Batch send(Resource resource, List<Stored> messages) {
        var batch = new Batch(resource, messages);
        batches.add(batch);
        return batch;
    }

    /** Whether a client was sent the message and may still take it. */
    boolean isOnItsWay(Stored message, Resource to) {
        for (var batch : batches) {
            // A service's message goes to every client, others to one.
            if ((message.id() == null || batch.resource == to) && holds(batch.messages, message)) {
                return true;
            }
        }
        return behind.values().stream().anyMatch(messages -> holds(messages, message));
    }

    private static boolean holds(List<Stored> messages, Stored message) {
        return messages.stream().anyMatch(sent -> sent.seq() == message.seq());
    }

    /** The places of all that is on its way. */
    Set<Long> onTheirWay() {
        var places = new HashSet<Long>();
        batches.forEach(batch -> batch.messages.forEach(message -> places.add(message.seq())));
        behind.values().forEach(messages -> messages.forEach(message -> places.add(message.seq())));
        return places;
    }

    /** Whether a client is being asked whether it has taken something. */
    boolean isAwaited(Resource resource) {
        return behind.containsKey(resource);
    }

    void awaited(Resource resource) {
        behind.put(resource, new ArrayList<>());
    }

    /** Sent to a client that is being asked about something before it. */
    void sentBehind(Resource resource, Stored message) {
        behind.get(resource).add(message);
    }

    /** The client has answered: all that was sent in the meantime is to be asked about next. */
    Optional<Batch> nextBehind(Resource resource) {
        var messages = behind.remove(resource);
        return messages == null || messages.isEmpty() ? Optional.empty() : Optional.of(send(resource, messages));
    }

    void stopAwaiting(Resource resource) {
        var messages = behind.remove(resource);
        if (messages != null && !messages.isEmpty()) {
            send(resource, messages);
        }
    }

    void forget(Batch batch) {
        batches.remove(batch);
    }

    /** What a client was sent and has not taken. */
    List<Batch> of(Resource resource) {
        return batches.stream().filter(batch -> batch.resource == resource).toList();
    }

    /** Whether it can be forgotten. */
    boolean isIdle() {
        return count == 0 && batches.isEmpty() && drained.isEmpty() && behind.isEmpty();
    }
}
