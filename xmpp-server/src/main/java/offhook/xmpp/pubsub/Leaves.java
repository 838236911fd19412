package offhook.xmpp.pubsub;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;

/** All nodes of all hosts, and who is subscribed to which. Each is changed in its turn; safe to share. */
final class Leaves {

    private final ConcurrentMap<Jid, ConcurrentMap<String, Leaf>> hosts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Jid, Set<Leaf>> subscribed = new ConcurrentHashMap<>();

    Optional<Leaf> find(Jid host, String name) {
        var nodes = hosts.get(host);
        return nodes == null ? Optional.empty() : Optional.ofNullable(nodes.get(name));
    }

    /** The nodes of a host. */
    Collection<Leaf> of(Jid host) {
        var nodes = hosts.get(host);
        return nodes == null ? List.of() : nodes.values();
    }

    /** The nodes at one host or another that an account, or a client of it, has a subscription to. */
    Set<Leaf> subscribed(Jid account) {
        return subscribed.getOrDefault(account, Set.of());
    }

    /** Takes a new node. */
    void add(Leaf leaf) {
        hosts.computeIfAbsent(leaf.node().host(), host -> new ConcurrentHashMap<>())
                .put(leaf.node().name(), leaf);
        accounts(leaf.node()).forEach(account -> link(account, leaf));
    }

    /** Takes the node's next state. */
    void update(Leaf leaf, Node after) {
        var before = accounts(leaf.node());
        var now = accounts(after);
        leaf.node(after);
        now.stream().filter(account -> !before.contains(account)).forEach(account -> link(account, leaf));
        before.stream().filter(account -> !now.contains(account)).forEach(account -> unlink(account, leaf));
    }

    void remove(Leaf leaf) {
        accounts(leaf.node()).forEach(account -> unlink(account, leaf));
        hosts.computeIfPresent(leaf.node().host(), (host, nodes) -> {
            nodes.remove(leaf.node().name(), leaf);
            return nodes.isEmpty() ? null : nodes;
        });
    }

    /** Forgets all that an account had, and all that it was to others. */
    void forget(Jid account) {
        List.copyOf(of(account)).forEach(this::remove);
        for (var nodes : hosts.values()) {
            for (var leaf : nodes.values()) {
                if (isInvolved(leaf.node(), account)) {
                    update(leaf, leaf.node().forgetting(account));
                }
            }
        }
    }

    private static boolean isInvolved(Node node, Jid account) {
        return node.affiliations().containsKey(account)
                || !node.subscriptionsOf(account).isEmpty();
    }

    private static Set<Jid> accounts(Node node) {
        return node.subscriptions().isEmpty()
                ? Set.of()
                : node.subscriptions().keySet().stream().map(Jid::bare).collect(Collectors.toSet());
    }

    private void link(Jid account, Leaf leaf) {
        subscribed.compute(account, (key, leaves) -> {
            var more = leaves == null ? ConcurrentHashMap.<Leaf>newKeySet() : leaves;
            more.add(leaf);
            return more;
        });
    }

    private void unlink(Jid account, Leaf leaf) {
        subscribed.computeIfPresent(account, (key, leaves) -> {
            leaves.remove(leaf);
            return leaves.isEmpty() ? null : leaves;
        });
    }
}
