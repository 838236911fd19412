package offhook.xmpp.routing;

import java.util.List;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;

/**
 * A local service with a domain of its own, such as {@code phone.example.com}. It is discovered, pinged and answered for
 * like the server, unless it answers itself; messages and presence are its own affair. Safe to share.
 */
public interface Service {

    /** The domain. */
    Jid jid();

    /** What clients show, XEP-0030. */
    String name();

    /** Category and type of the XMPP registrar, such as "gateway/sip". */
    String identity();

    /** Whether it can be reached now; while it cannot, nobody is shown it. */
    default boolean isPresent() {
        return true;
    }

    /** Namespaces that it understands besides those that the server handles for it. */
    default Set<String> features() {
        return Set.of();
    }

    /** What it says of itself in forms, XEP-0128. */
    default List<DataForm> forms() {
        return List.of();
    }

    /**
     * A message to any address of the domain. Must not block.
     *
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    void received(Message message);

    /**
     * A presence to any address of the domain. Must not block.
     *
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    default void received(Presence presence) {}

    /**
     * An iq to any address of the domain. Must not block.
     *
     * @return whether the service takes it, and routes the answer itself; what it leaves is for the features of the server
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    default boolean received(Iq iq) {
        return false;
    }
}
