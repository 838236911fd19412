package offhook.gateway.notify;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.DeliveryListener;
import org.jdbi.v3.core.Handle;

/** Notes which chat messages clients may have, and which they have taken, so that no mail is needed. Safe to share. */
public final class Receipts implements DeliveryListener {

    @Override
    public void sent(Jid account, String id, Handle tx) {
        new OutboxTable(tx).sent(id);
    }

    @Override
    public void taken(Jid account, String id, Handle tx) {
        new OutboxTable(tx).taken(id);
    }
}
