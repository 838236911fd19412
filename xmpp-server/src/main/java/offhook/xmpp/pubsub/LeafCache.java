package offhook.xmpp.pubsub;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import offhook.directory.address.Jid;

/**
 * The nodes used last: those of an account all together, since who comes online asks for many of them, and those of the
 * service one by one. What is not there is read. Safe to share.
 *
 * <p>Reading and {@link #put} exclude each other for one key, and {@code put} comes after the commit: so nothing is here
 * that the store has not, nor anything older than it has.
 */
final class LeafCache {

    private final NodeStore store;
    private final Cache<Key, Map<String, Leaf>> cache;

    /** @param node "" for all of an account */
    private record Key(Jid host, String node) {

        static Key of(Jid host, String node) {
            return new Key(host, host.local().isEmpty() ? node : "");
        }
    }

    /** @param most how many bytes it may hold, as it reckons */
    LeafCache(NodeStore store, long most, StatsCounter stats) {
        this.store = store;
        cache = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((Key key, Map<String, Leaf> leaves) -> weight(leaves))
                .executor(Runnable::run)
                .recordStats(() -> stats)
                .build();
    }

    /** Blocks where it is not here. */
    Optional<Leaf> find(Jid host, String node) {
        return Optional.ofNullable(get(Key.of(host, node)).get(node));
    }

    /** All of an account. Blocks where they are not here. */
    Collection<Leaf> of(Jid account) {
        return get(Key.of(account, "")).values();
    }

    private Map<String, Leaf> get(Key key) {
        return cache.get(key, missing -> {
            var names = key.node.isEmpty() ? List.<String>of() : List.of(key.node);
            var found = new HashMap<String, Leaf>();
            store.read(key.host, names).forEach(leaf -> found.put(leaf.node().name(), leaf));
            return Map.copyOf(found);
        });
    }

    /** A node's next state is committed; in the node's turn. */
    void put(Leaf leaf) {
        change(leaf.node(), leaves -> {
            leaves.put(leaf.node().name(), leaf);
            return leaves;
        });
    }

    /** Likewise for a node that is gone. */
    void remove(Node node) {
        change(node, leaves -> {
            leaves.remove(node.name());
            return leaves;
        });
    }

    /** What is not here need not be known; what is being read is waited for. */
    private void change(Node node, UnaryOperator<Map<String, Leaf>> change) {
        cache.asMap()
                .compute(
                        Key.of(node.host(), node.name()),
                        (key, leaves) -> leaves == null ? null : Map.copyOf(change.apply(new HashMap<>(leaves))));
    }

    /** How many bytes it holds, as it reckons. */
    long size() {
        cache.cleanUp();
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize())
                .orElseGet(OptionalLong::empty)
                .orElse(0);
    }

    private static int weight(Map<String, Leaf> leaves) {
        return 300 + leaves.values().stream().mapToInt(LeafCache::weight).sum();
    }

    private static int weight(Leaf leaf) {
        var node = leaf.node();
        int item = leaf.last()
                .map(last -> 200 + (last.isWhole() ? last.payload().length() : 0))
                .orElse(0);
        return 800 + 250 * (node.affiliations().size() + node.subscriptions().size()) + item;
    }
}
