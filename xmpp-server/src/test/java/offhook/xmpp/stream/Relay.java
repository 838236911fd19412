package offhook.xmpp.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Session;
import offhook.xmpp.routing.SessionListener;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.StreamError;

/** As little routing as a stream can be tested with: full JIDs, presence to everybody, the newest session wins. */
final class Relay implements SessionListener {

    final Map<Jid, Session> sessions = new LinkedHashMap<>();
    final List<String> endings = new ArrayList<>();

    @Override
    public void bound(Session session) {
        if (session.jid().resource().equals("forbidden")) {
            throw StanzaError.resourceConstraint("too many clients");
        }
        if (session.jid().resource().equals("broken")) {
            throw new IllegalStateException("broken on purpose");
        }
        var before = sessions.put(session.jid(), session);
        if (before != null) {
            before.close(new StreamError(StreamError.Condition.CONFLICT, ""));
        }
        if (session.jid().resource().equals("greeted")) {
            session.send(Stanza.of(offhook.xmpp.xml.Element.of("presence", "jabber:client")));
        }
    }

    @Override
    public void received(Session session, Stanza stanza) {
        if (stanza instanceof Presence) {
            sessions.values().stream().filter(other -> other != session).forEach(other -> other.send(stanza));
        } else if (stanza.to() != null && sessions.containsKey(stanza.to())) {
            sessions.get(stanza.to()).send(stanza);
        } else if (stanza.has("break", "urn:test")) {
            throw new IllegalStateException("broken on purpose");
        } else if (stanza instanceof Iq) {
            throw StanzaError.serviceUnavailable("");
        }
    }

    @Override
    public void ended(Session session, Ending ending) {
        endings.add(session.jid() + " " + ending);
        sessions.remove(session.jid(), session);
    }
}
