package offhook.xmpp.pubsub;

import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.NodeConfig.SendLast;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.stanza.Presence;

/** Who has subscribed and comes online gets the last items, where nodes are made so: XEP-0060 {@code on_sub_and_presence}. */
final class Newcomers implements ResourceListener {

    private final Predicate<Jid> hosts;
    private final Rights rights;
    private final Registry registry;
    private final Notices notices;

    /** @param hosts of whose nodes */
    Newcomers(Predicate<Jid> hosts, Rights rights, Registry registry, Notices notices) {
        this.hosts = hosts;
        this.rights = rights;
        this.registry = registry;
        this.notices = notices;
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        if (!initial) {
            return;
        }
        for (var leaf : registry.leaves().subscribed(resource.account().jid())) {
            var node = leaf.node();
            if (hosts.test(node.host()) && node.config().sendLast() == SendLast.ON_SUB_AND_PRESENCE) {
                registry.desk().inTurn(node.host(), node.name(), () -> tell(leaf, resource));
            }
        }
    }

    private void tell(Leaf leaf, Resource resource) {
        boolean subscribed = leaf.node().subscriptionsOf(resource.jid()).stream()
                .filter(subscription ->
                        subscription.jid().isBare() || subscription.jid().equals(resource.jid()))
                .anyMatch(subscription -> rights.mayHear(leaf.node(), subscription));
        if (subscribed && resource.isAvailable()) {
            notices.last(leaf, resource);
        }
    }
}
