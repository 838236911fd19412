package offhook.xmpp.offline;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.stanza.Filing;

/** Where messages wait for a client to take them. Safe to share. */
interface OfflineStore {

    /** What waits for whom. Blocks. */
    Map<Jid, Waiting> waiting();

    /** How many messages of an account have come after a time. Blocks. */
    int count(Jid account, Instant since);

    /** The next messages of an account after a place, in order. Blocks. */
    List<Stored> after(Jid account, long seq, int limit);

    /** Keeps a message, and writes with it where it is filed; completes when it is committed. */
    CompletionStage<Void> add(Jid account, Stored message, Optional<Filing> filing);

    /** Those of these places in the archive that wait, in order. Blocks. */
    List<Stored> archived(Jid account, Collection<Long> places);

    /**
     * Keeps a message of a service, once, writes with it where it is filed, and drops those which it replaces.
     *
     * @param sparing messages that are on their way to a client, and stay
     * @param listener hears that it is sent to a client at once
     * @return what has changed
     */
    CompletionStage<Replaced> replace(
            Jid account,
            Stored message,
            Optional<Filing> filing,
            String replaces,
            Collection<Long> sparing,
            DeliveryListener listener);

    /** Messages are about to be sent to a client, of which the listener hears; returns those that still wait. */
    CompletionStage<List<Stored>> sending(Jid account, Collection<Stored> messages, DeliveryListener listener);

    /** A client has taken these: they are dropped, and the listener hears of those that have an id; returns their sizes. */
    CompletionStage<List<Long>> taken(Jid account, Collection<Stored> messages, DeliveryListener listener);

    /** Drops a message of a service; returns how large it was, nothing if it was not there. */
    CompletionStage<List<Long>> withdraw(Jid account, String id);

    /** Drops what is older, but no more than a batch at once; returns the sizes of what was dropped by account. */
    CompletionStage<Map<Jid, List<Long>>> expire(Instant before, int batch);

    /**
     * A message that waits.
     *
     * @param seq its place in the account's queue
     * @param id of a service's message; null for others
     */
    record Stored(long seq, String id, String stanza, Instant at) {

        long size() {
            return stanza.length();
        }
    }

    /**
     * What waits for one account.
     *
     * @param last the place of the newest message
     * @param bytes the size of them all
     */
    record Waiting(int count, long bytes, long last) {}

    /**
     * @param added whether the message was not there yet
     * @param dropped the sizes of those it replaced
     */
    record Replaced(boolean added, List<Long> dropped) {}
}
