package offhook.xmpp.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** The sessions that may be resumed, by their ids, and how far the last of those came that are over. Safe to share. */
final class Resumptions {

    private static final int REMEMBERED = 10_000;

    private final Map<String, Resumption> sessions = new ConcurrentHashMap<>();
    private final Map<String, Former> former = new LinkedHashMap<>();

    private record Former(Jid user, long handled) {}

    void add(String id, Resumption way) {
        sessions.put(id, way);
    }

    /** The way back to the session of this user with this id. */
    Optional<Resumption> find(String id, Jid user) {
        return Optional.ofNullable(sessions.get(id))
                .filter(way -> way.session().jid().bare().equals(user));
    }

    /** A session is over, of whose stanzas so many were handled. */
    void remove(String id, ClientSession session, long handled) {
        sessions.remove(id);
        synchronized (former) {
            former.put(id, new Former(session.jid().bare(), handled));
            if (former.size() > REMEMBERED) {
                former.remove(former.keySet().iterator().next());
            }
        }
    }

    /** What is told to a client whose session is no more; if it is known, how much of what it sent need not come again. */
    String failed(String id, Jid user) {
        Former known;
        synchronized (former) {
            known = former.get(id);
        }
        var failed = Element.of("failed", StreamManagement.NS);
        if (known != null && known.user.equals(user)) {
            failed = failed.with("h", Long.toString(known.handled));
        }
        var condition = StanzaError.itemNotFound("").toElement().children().get(0);
        return failed.with(condition).toXml(Namespaces.CLIENT);
    }

    /** Ends the sessions whose clients are away. */
    void endAll() {
        List.copyOf(sessions.values()).forEach(Resumption::expire);
    }
}
