package offhook.xmpp.pubsub;

import offhook.directory.address.Jid;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Size;

/** [xmpp.pubsub] */
@Doc("Publish-subscribe (XEP-0060): the service, and the limits that hold for what users publish (XEP-0163), too.")
public record PubsubConfig(
        @Doc("Whether there is a service; users publish what concerns them in any case.") @Default("true")
                boolean enabled,
        @Doc("The domain of the service; empty for pubsub. before the server's.") @Default("") String host,
        @Doc("Who may make nodes at the service: everybody or admins.") @Default("everybody") Makers create,
        @Doc("How many nodes a user may have: in the account, and owned at the service.") @Default("100") int nodes,
        @Doc("How many items a node may keep.") @Default("10000") int items,
        @Doc("The largest item.") @Default("200KB") Size item,
        @Doc("How many subscribers a node may have, and how many members, publishers and outcasts.") @Default("10000")
                int subscribers,
        @Doc("How much memory the nodes used last may take; others are read from the database when they are asked for.")
                @Default("32MB")
                Size cache) {

    public PubsubConfig {
        if (nodes < 1 || items < 1 || subscribers < 1) {
            throw new IllegalArgumentException("nodes, items, subscribers: expected a number from 1");
        }
        if (item.bytes() < 1_000 || item.bytes() > 100_000_000) {
            throw new IllegalArgumentException("item: expected a size from 1000B to 95MB");
        }
    }

    int itemBytes() {
        return (int) item.bytes();
    }

    /** The address of the service where this is the server's domain. */
    public Jid address(String domain) {
        try {
            return Jid.of(host.isEmpty() ? "pubsub." + domain : host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[xmpp.pubsub] host: expected a domain name", e);
        }
    }

    /** Who may make a node at the service. */
    public enum Makers {
        EVERYBODY,
        ADMINS
    }
}
