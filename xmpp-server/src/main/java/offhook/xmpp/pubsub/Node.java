package offhook.xmpp.pubsub;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.address.Jid;

/**
 * A node without its items, XEP-0060 §4.4: a leaf. Immutable.
 *
 * @param host the service, or the account
 * @param affiliations by bare JID, never NONE
 * @param subscriptions by the subscribed JID
 */
record Node(
        Jid host,
        String name,
        Jid creator,
        Instant created,
        NodeConfig config,
        Map<Jid, Affiliation> affiliations,
        Map<Jid, Subscription> subscriptions) {

    /** A new one, which belongs to one owner. */
    static Node of(Jid host, String name, Jid owner, Instant now, NodeConfig config) {
        return new Node(host, name, owner, now, config, Map.of(owner, Affiliation.OWNER), Map.of());
    }

    Affiliation affiliation(Jid who) {
        return affiliations.getOrDefault(who.bare(), Affiliation.NONE);
    }

    Optional<Subscription> subscription(Jid jid) {
        return Optional.ofNullable(subscriptions.get(jid));
    }

    /** Those of an account and of its clients. */
    List<Subscription> subscriptionsOf(Jid account) {
        var bare = account.bare();
        return subscriptions.values().stream()
                .filter(subscription -> subscription.jid().bare().equals(bare))
                .toList();
    }

    boolean isSubscribed(Jid who) {
        return subscriptionsOf(who).stream().anyMatch(Subscription::isActive);
    }

    /** The accounts with an affiliation, in the order in which they got it. */
    List<Jid> all(Affiliation affiliation) {
        return affiliations.entrySet().stream()
                .filter(entry -> entry.getValue() == affiliation)
                .map(Map.Entry::getKey)
                .toList();
    }

    Node with(NodeConfig newConfig) {
        return new Node(host, name, creator, created, newConfig, affiliations, subscriptions);
    }

    Node with(Jid account, Affiliation affiliation) {
        var changed = new LinkedHashMap<>(affiliations);
        if (affiliation == Affiliation.NONE) {
            changed.remove(account);
        } else {
            changed.put(account, affiliation);
        }
        return new Node(host, name, creator, created, config, changed, subscriptions);
    }

    Node with(Subscription subscription) {
        var changed = new LinkedHashMap<>(subscriptions);
        changed.put(subscription.jid(), subscription);
        return new Node(host, name, creator, created, config, affiliations, changed);
    }

    Node without(Subscription subscription) {
        return without(List.of(subscription));
    }

    Node without(Collection<Subscription> gone) {
        var changed = new LinkedHashMap<>(subscriptions);
        gone.forEach(subscription -> changed.remove(subscription.jid()));
        return new Node(host, name, creator, created, config, affiliations, changed);
    }
}
