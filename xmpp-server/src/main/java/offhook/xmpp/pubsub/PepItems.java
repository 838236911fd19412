package offhook.xmpp.pubsub;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.PepStore.Item;
import offhook.xmpp.xml.Element;

/**
 * The items of all accounts: what their users published, and over it what the server says for them in the meantime. Safe
 * to share.
 */
final class PepItems {

    /** The id of an item that the server publishes for a user. */
    static final String COVER = "current";

    private final PepStore store;
    private final ConcurrentMap<Jid, ConcurrentMap<String, Item>> own = new ConcurrentHashMap<>();
    private final ConcurrentMap<Jid, ConcurrentMap<String, Item>> covers = new ConcurrentHashMap<>();

    PepItems(PepStore store) {
        this.store = store;
    }

    /** Blocks; before the first session. */
    void load() {
        store.all().forEach((account, nodes) -> own.put(account, new ConcurrentHashMap<>(nodes)));
    }

    /** The nodes of an account that have an item. */
    Set<String> nodes(Jid account) {
        var nodes = new TreeSet<>(of(own, account).keySet());
        nodes.addAll(of(covers, account).keySet());
        return nodes;
    }

    int size(Jid account) {
        return of(own, account).size();
    }

    /** The item that others see. Blocks where it is large. */
    Optional<Item> seen(Jid account, String node) {
        var cover = of(covers, account).get(node);
        return cover == null ? published(account, node) : Optional.of(cover);
    }

    /** The item that the user published. Blocks where it is large. */
    Optional<Item> published(Jid account, String node) {
        var item = of(own, account).get(node);
        return item != null && item.payload() == null ? store.find(account, node) : Optional.ofNullable(item);
    }

    boolean has(Jid account, String node) {
        return of(own, account).containsKey(node);
    }

    boolean isCovered(Jid account, String node) {
        return of(covers, account).containsKey(node);
    }

    CompletionStage<Void> publish(Jid account, String node, Item item) {
        return store.put(account, node, item)
                .thenRun(() -> own.computeIfAbsent(account, jid -> new ConcurrentHashMap<>())
                        .put(node, item.small()));
    }

    CompletionStage<Void> retract(Jid account, String node) {
        return store.remove(account, node)
                .thenRun(() -> own.computeIfPresent(account, (jid, nodes) -> {
                    nodes.remove(node);
                    return nodes.isEmpty() ? null : nodes;
                }));
    }

    Item cover(Jid account, String node, Element payload) {
        var item = new Item(COVER, payload.toString());
        covers.computeIfAbsent(account, jid -> new ConcurrentHashMap<>()).put(node, item);
        return item;
    }

    /** False if nothing was covered. */
    boolean uncover(Jid account, String node) {
        if (!isCovered(account, node)) {
            return false;
        }
        covers.computeIfPresent(account, (jid, nodes) -> {
            nodes.remove(node);
            return nodes.isEmpty() ? null : nodes;
        });
        return true;
    }

    /** The account is gone for good. */
    void forget(Jid account) {
        own.remove(account);
        covers.remove(account);
    }

    private static Map<String, Item> of(ConcurrentMap<Jid, ConcurrentMap<String, Item>> items, Jid account) {
        var nodes = items.get(account);
        return nodes == null ? Map.of() : nodes;
    }
}
