package offhook.xmpp.routing;

import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/**
 * Hears what the clients' sessions do. All calls for one session come one after the other, on that session's lane, so they
 * may read the database; those for different sessions come at the same time.
 */
public interface SessionListener {

    /**
     * A client asks for this session; it is told that it has it once this returns, and only then gets what was sent.
     *
     * @throws StanzaError to refuse, for example resource-constraint (RFC 6120 §7.6.2.1)
     */
    void bound(Session session);

    /** The client sent a stanza: its {@code from} is the session's full JID, its {@code to} may be null. */
    void received(Session session, Stanza stanza);

    /** The session is over: called once for each that {@code bound} has accepted, and the last call for it. */
    void ended(Session session, Ending ending);

    /** How a session ended. */
    enum Ending {
        /** The client closed its stream after our last byte was written: it has got all that was sent. */
        CLOSED,
        /** Anything else; what was sent last may be lost. */
        CUT
    }
}
