package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.directory.address.Jid;

/** Who is in a room: by nickname, and by the full JIDs of their clients. Of the room's lane. */
final class Occupants {

    private final Map<String, Occupant> byNick = new LinkedHashMap<>();
    private final Map<Jid, Occupant> bySession = new HashMap<>();

    /** The occupant with a nickname, or null. */
    Occupant find(String nick) {
        return byNick.get(nick);
    }

    /** Whether somebody else has a nickname that people would take for this one. */
    boolean isTaken(String nick, Jid account) {
        var likeness = Likeness.of(nick);
        return byNick.values().stream()
                .anyMatch(occupant -> occupant.likeness().equals(likeness)
                        && !occupant.account().equals(account));
    }

    /** The occupant that a client is, or null. */
    Occupant of(Jid session) {
        return bySession.get(session);
    }

    /** In the order in which they came; not to be kept. */
    Collection<Occupant> all() {
        return Collections.unmodifiableCollection(byNick.values());
    }

    /** Likewise, to be kept while they leave. */
    List<Occupant> now() {
        return new ArrayList<>(byNick.values());
    }

    /** All nicknames of one user. */
    List<Occupant> of(Affiliated user) {
        return byNick.values().stream()
                .filter(occupant -> occupant.account().equals(user.jid())
                        || (user.jid().local().isEmpty()
                                && occupant.account().domain().equals(user.jid().domain())))
                .toList();
    }

    List<Occupant> with(Role role) {
        return byNick.values().stream()
                .filter(occupant -> occupant.role() == role)
                .toList();
    }

    int size() {
        return byNick.size();
    }

    /** Takes a client in, as an occupant that may be here already. */
    void add(Occupant occupant, Jid session) {
        byNick.put(occupant.nick(), occupant);
        bySession.put(session, occupant);
    }

    /** Takes a client out, and the occupant with the last of its clients. */
    void remove(Occupant occupant, Jid session) {
        bySession.remove(session);
        occupant.left(session);
        if (occupant.isEmpty()) {
            byNick.remove(occupant.nick(), occupant);
        }
    }
}
