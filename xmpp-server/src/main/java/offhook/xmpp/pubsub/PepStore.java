package offhook.xmpp.pubsub;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where published items are kept: the last one of each node. Safe to share. */
interface PepStore {

    /** So many characters of a payload are held in memory. */
    int SMALL = 4_000;

    /** All items, but large ones without their payload. Blocks. */
    Map<Jid, Map<String, Item>> all();

    /** One item as a whole. Blocks. */
    Optional<Item> find(Jid account, String node);

    CompletionStage<Void> put(Jid account, String node, Item item);

    CompletionStage<Void> remove(Jid account, String node);

    /**
     * A published item.
     *
     * @param payload as XML that stands alone; null where it is large and was left in the store
     */
    record Item(String id, String payload) {

        /** As it is held in memory. */
        Item small() {
            return payload == null || payload.length() <= SMALL ? this : new Item(id, null);
        }
    }
}
