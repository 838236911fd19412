package offhook.xmpp.pubsub;

import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.NodeConfig.SendLast;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.stanza.Presence;

/** Who has subscribed and comes online gets the last items, where nodes are made so: XEP-0060 {@code on_sub_and_presence}. */
final class Newcomers implements ResourceListener {

    private final Jid host;
    private final Rights rights;
    private final Registry registry;
    private final Notices notices;

    /** @param host of whose nodes */
    Newcomers(Jid host, Rights rights, Registry registry, Notices notices) {
        this.host = host;
        this.rights = rights;
        this.registry = registry;
        this.notices = notices;
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        if (initial && registry.leaves().someTellNewcomers()) {
            resource.account().lane().execute(() -> look(resource));
        }
    }

    private void look(Resource resource) {
        for (var node :
                registry.store().subscriptions(host, resource.account().jid()).keySet()) {
            registry.desk().inTurn(host, node, () -> registry.leaves()
                    .find(host, node)
                    .filter(leaf -> leaf.node().config().sendLast() == SendLast.ON_SUB_AND_PRESENCE)
                    .ifPresent(leaf -> tell(leaf, resource)));
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
