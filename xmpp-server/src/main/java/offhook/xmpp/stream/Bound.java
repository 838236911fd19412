package offhook.xmpp.stream;

import offhook.runtime.bytes.Octets;
import offhook.runtime.trace.Direction;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Attribute;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The negotiation is over: stanzas go to routing, with the sender stamped on them. */
final class Bound implements State {

    private static final Logger LOG = LoggerFactory.getLogger(Bound.class);
    private static final Octets NOTHING = new Octets(new byte[0]);

    private final ClientStream stream;
    private final ClientSession session;
    private final Attribute from;

    Bound(ClientStream stream, ClientSession session) {
        this.stream = stream;
        this.session = session;
        this.from = new Attribute("from", session.jid().toString());
    }

    @Override
    public State element(Fragment element) {
        if (element.name().namespace().equals(StreamManagement.NS)) {
            StreamManagement.element(session, element);
            return this;
        }
        if (element.name().is("inactive", HeldBack.NS) || element.name().is("active", HeldBack.NS)) {
            session.lookedAt(element.name().local().equals("active"));
            return this;
        }
        if (!Stanza.isStanza(element.name())) {
            return other(element.name());
        }
        // RFC 6120 §8.1.2.1: whatever the client says, this is who it is; §8.1.5: its language is the stream's.
        var stamped = element.from(from, element.lang() == null ? stream.lang() : element.lang());
        var custody = session.arrived();
        try {
            var stanza = Stanza.of(stamped, session.jid(), custody);
            note(stanza);
            receive(stanza);
        } catch (StanzaError e) {
            Stanza.errorReply(stamped, e).ifPresent(session::send);
            custody.release();
        } catch (RuntimeException e) {
            LOG.error("a stanza of {} failed", session, e);
            Stanza.errorReply(stamped, StanzaError.internalServerError("")).ifPresent(session::send);
            custody.release();
        }
        return this;
    }

    @Override
    public void over(Ending ending) {
        session.lost(stream, ending);
    }

    private void receive(Stanza stanza) {
        if (stanza instanceof Iq iq && iq.isRequest() && stream.common().isServer(iq.to())) {
            if (LegacySession.isAskedFor(iq)) {
                session.send(iq.result());
                stanza.custody().release();
                return;
            }
            if (iq.request().is("bind", ResourceBinding.NS)) {
                throw StanzaError.notAllowed("this stream has a resource");
            }
        }
        stream.common().listener().received(session, stanza);
    }

    /** A password that is set, by its user or by a command of an administrator, is not to be read afterwards. */
    private void note(Stanza stanza) {
        boolean secret = stanza.has("query", SigningUp.NS)
                || stanza.has("query", LegacyAuth.NS)
                || stanza.has("command", "http://jabber.org/protocol/commands");
        session.note(Direction.IN, secret ? NOTHING : stanza.octets());
    }

    /** §4.8.4: only stanzas are routed. */
    private State other(Name name) {
        if (name.is("error", Namespaces.STREAM)) {
            stream.closedByClient();
            return this;
        }
        throw State.unsupported(name);
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
