package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Addressee;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.xml.Element;

/**
 * Somebody in a room under one nickname, with one client or several (XEP-0045 §7.2.8). Of the room's lane.
 */
final class Occupant {

    private final Jid jid;
    private final Jid account;
    private final String likeness;
    private final Map<Jid, Client> clients = new LinkedHashMap<>();
    private Role role;
    private Affiliation affiliation;
    private Element id; // null until asked for

    // What others are told of it, for those who may see its address and for those who may not; null until asked for.
    private Presence open;
    private Presence veiled;

    /** @param presence what it said, without addresses */
    private record Client(Addressee addressee, Element presence) {}

    /** @param jid the room's with the nickname as resource */
    Occupant(Jid jid, Jid account, Role role, Affiliation affiliation) {
        this.jid = jid;
        this.account = account;
        this.likeness = Likeness.of(jid.resource());
        this.role = role;
        this.affiliation = affiliation;
    }

    /** The occupant JID. */
    Jid jid() {
        return jid;
    }

    String nick() {
        return jid.resource();
    }

    /** {@link Likeness} of the nickname. */
    String likeness() {
        return likeness;
    }

    /** The bare JID of the user. */
    Jid account() {
        return account;
    }

    /** {@code <occupant-id/>}. */
    Element id(OccupantIds ids) {
        if (id == null) {
            id = ids.of(account);
        }
        return id;
    }

    Role role() {
        return role;
    }

    Affiliation affiliation() {
        return affiliation;
    }

    void become(Role newRole, Affiliation newAffiliation) {
        role = newRole;
        affiliation = newAffiliation;
        changed();
    }

    /** The full JIDs of the clients, the one heard of last at the end. */
    List<Jid> sessions() {
        return new ArrayList<>(clients.keySet());
    }

    /** Does something for each of the clients; it does not change them. */
    void each(Consumer<Addressee> task) {
        for (var client : clients.values()) {
            task.accept(client.addressee());
        }
    }

    boolean isEmpty() {
        return clients.isEmpty();
    }

    /** The client whose presence stands for the occupant: the one heard of last. */
    Jid shown() {
        Jid last = null;
        for (var session : clients.keySet()) {
            last = session;
        }
        return last;
    }

    /** What that client said, without addresses. */
    Element presence() {
        var client = clients.get(shown());
        return client == null ? null : client.presence();
    }

    /** A client said something new. */
    void heard(Jid session, Element presence) {
        var before = clients.remove(session);
        clients.put(session, new Client(before == null ? new Addressee(session) : before.addressee(), presence));
        changed();
    }

    /** A client is not in the room any more. */
    void left(Jid session) {
        clients.remove(session);
        changed();
    }

    Presence cached(boolean withAddress) {
        return withAddress ? open : veiled;
    }

    void cache(boolean withAddress, Presence presence) {
        if (withAddress) {
            open = presence;
        } else {
            veiled = presence;
        }
    }

    private void changed() {
        open = null;
        veiled = null;
    }

    @Override
    public String toString() {
        return jid.toString();
    }
}
