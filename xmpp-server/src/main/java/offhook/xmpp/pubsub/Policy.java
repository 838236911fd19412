package offhook.xmpp.pubsub;

import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.PubsubConfig.Makers;

/** In what accounts and the service differ. Immutable and safe to share. */
sealed interface Policy {

    /** What a new node is like if its maker says nothing. */
    NodeConfig usual(String node);

    /** Whether somebody may make nodes there. */
    boolean mayCreate(Jid host, Jid who);

    /** Whether somebody owns all nodes there, whatever these say. */
    boolean owns(Jid host, Jid who);

    /** Whether to publish to a node that is not there is to make it, XEP-0060 §7.1.4. */
    boolean makesByPublishing();

    /** Whether whoever sees the host's presence hears of its nodes unasked, XEP-0060 §9.1. */
    boolean isPersonal();

    PubsubConfig limits();

    /** Of users' accounts, XEP-0163. */
    record OfAccounts(PubsubConfig limits) implements Policy {

        /** Nodes that are nobody else's affair, however they come into being. */
        private static final Set<String> SECRET =
                Set.of("urn:xmpp:bookmarks:1", "storage:bookmarks", "urn:xmpp:mds:displayed:0");

        @Override
        public NodeConfig usual(String node) {
            return SECRET.contains(node)
                    ? NodeConfig.secret(limits.itemBytes())
                    : NodeConfig.ofAccount(limits.itemBytes());
        }

        @Override
        public boolean mayCreate(Jid host, Jid who) {
            return owns(host, who);
        }

        @Override
        public boolean owns(Jid host, Jid who) {
            return host.equals(who.bare());
        }

        @Override
        public boolean makesByPublishing() {
            return true;
        }

        @Override
        public boolean isPersonal() {
            return true;
        }
    }

    /** @param admins bare JIDs of those who own every node */
    record OfService(PubsubConfig limits, Set<Jid> admins) implements Policy {

        @Override
        public NodeConfig usual(String node) {
            return NodeConfig.ofService(limits.itemBytes());
        }

        @Override
        public boolean mayCreate(Jid host, Jid who) {
            return limits.create() == Makers.EVERYBODY || owns(host, who);
        }

        @Override
        public boolean owns(Jid host, Jid who) {
            return admins.contains(who.bare());
        }

        @Override
        public boolean makesByPublishing() {
            return false;
        }

        @Override
        public boolean isPersonal() {
            return false;
        }
    }
}
