package offhook.gateway.notify;

import offhook.directory.address.Jid;
import offhook.xmpp.routing.DeliveryListener;
import org.jdbi.v3.core.Handle;

/** Notes which chat messages clients have taken, and so which mails are not needed. Safe to share. */
public final class Receipts implements DeliveryListener {

    @Override
    public void taken(Jid account, String id, Handle tx) {
        new OutboxTable(tx).taken(id);
    }
}
