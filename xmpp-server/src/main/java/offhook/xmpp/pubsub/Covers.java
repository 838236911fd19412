package offhook.xmpp.pubsub;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;

/** What the server says for users in the meantime, in place of what they published themselves. Safe to share. */
final class Covers {

    /** The id of an item that the server publishes for a user. */
    static final String ID = "current";

    private final ConcurrentMap<Key, Item> covers = new ConcurrentHashMap<>();

    private record Key(Jid account, String node) {}

    Optional<Item> of(Jid account, String node) {
        return covers.isEmpty() ? Optional.empty() : Optional.ofNullable(covers.get(new Key(account, node)));
    }

    /** Covers a node; what covered it before, if anything. */
    Optional<Item> put(Jid account, String node, Item item) {
        return Optional.ofNullable(covers.put(new Key(account, node), item));
    }

    /** False if nothing was covered. */
    boolean remove(Jid account, String node) {
        return covers.remove(new Key(account, node)) != null;
    }

    /** The names of the nodes that are covered. */
    Set<String> nodes(Jid account) {
        return covers.keySet().stream()
                .filter(key -> key.account.equals(account))
                .map(Key::node)
                .collect(Collectors.toSet());
    }

    void forget(Jid account) {
        covers.keySet().removeIf(key -> key.account.equals(account));
    }
}
