package offhook.xmpp.routing;

import offhook.directory.address.Jid;
import org.jdbi.v3.core.Handle;

/** Hears when a client may have got, and when it has taken a message that a local service sent with {@code Deliveries}. */
public interface DeliveryListener {

    /**
     * A client of the account has taken it, by XEP-0198 ack or the ping barrier. Called on the writer's thread, in the
     * transaction that forgets the message; may be called again for the same id after a crash.
     */
    void taken(Jid account, String id, Handle tx);

    /**
     * It is about to be sent to a client, which may have it from now on, whether or not that is ever confirmed: only the
     * same id tells it that a repetition is one. Called on the writer's thread, in a transaction that is committed
     * before; may be called again.
     */
    default void sent(Jid account, String id, Handle tx) {}

    DeliveryListener NONE = (account, id, tx) -> {};
}
