package offhook.xmpp.routing;

import offhook.xmpp.stanza.Stanza;

/** Whether what a client or component sends is taken at all, before anything looks at it. Must not block. */
@FunctionalInterface
public interface Admission {

    /**
     * On the sender's lane, or the loop of a component.
     *
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    void check(Stanza stanza);
}
