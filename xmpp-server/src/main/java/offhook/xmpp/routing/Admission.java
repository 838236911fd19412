package offhook.xmpp.routing;

import offhook.xmpp.stanza.Stanza;

/** Whether what a client sends is taken at all, before anything looks at it. Must not block. */
@FunctionalInterface
public interface Admission {

    /**
     * On the sender's lane.
     *
     * @throws offhook.xmpp.stanza.StanzaError to refuse it
     */
    void check(Account sender, Stanza stanza);
}
