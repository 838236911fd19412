package offhook.xmpp.pubsub;

import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import java.util.Collection;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.NodeConfig.SendLast;

/** All nodes of all hosts, of which those used last are in memory. Each is changed in its turn; safe to share. */
final class Leaves {

    private final NodeStore store;
    private final Jid service;
    private final long most;
    private final ConcurrentStatsCounter stats = new ConcurrentStatsCounter();
    private volatile LeafCache cache;
    private volatile boolean someTellNewcomers;

    /**
     * @param service the service of this server
     * @param most how many bytes of memory nodes may take, about
     */
    Leaves(NodeStore store, Jid service, long most) {
        this.store = store;
        this.service = service;
        this.most = most;
        cache = new LeafCache(store, most, stats);
    }

    /** Learns what every login has to know. Blocks; before the first session. */
    void start() {
        someTellNewcomers = store.tellsNewcomers(service);
    }

    /** Blocks where the node is not in memory. */
    Optional<Leaf> find(Jid host, String name) {
        return cache.find(host, name);
    }

    /** All nodes of an account. Blocks where they are not in memory. */
    Collection<Leaf> of(Jid account) {
        return cache.of(account);
    }

    /** Whether the service may have nodes whose last items go to subscribers who come online. */
    boolean someTellNewcomers() {
        return someTellNewcomers;
    }

    /** What is in memory now: a change that is decided by it is put into it. */
    LeafCache now() {
        return cache;
    }

    /** A node is like this now. */
    void learn(Node node) {
        if (node.host().equals(service) && node.config().sendLast() == SendLast.ON_SUB_AND_PRESENCE) {
            someTellNewcomers = true;
        }
    }

    /**
     * The store has changed by itself: all that an account had, and was to others, is gone. That is rare: everything is
     * read anew, and what somebody is still reading or changing by what was does not come back.
     */
    void forget() {
        cache = new LeafCache(store, most, stats);
    }

    /** How many bytes are in memory, about. */
    long size() {
        return cache.size();
    }

    /** How often a node was looked for and was in memory. */
    long hits() {
        return stats.snapshot().hitCount();
    }

    /** How often it was not. */
    long misses() {
        return stats.snapshot().missCount();
    }
}
