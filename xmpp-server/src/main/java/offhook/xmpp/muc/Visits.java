package offhook.xmpp.muc;

import java.util.LinkedHashMap;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** What becomes of an occupant between entering and leaving: XEP-0045 §7.6, §7.7, §7.14. Of the room's lane. */
final class Visits {

    private static final int MOST_REMEMBERED = 1_000;

    private final Room room;
    private final Entry entry;

    /** §5.1: roles that were given and not earned by affiliation, while a moderated room is left and entered again. */
    private final Map<Jid, Role> remembered = new LinkedHashMap<>();

    Visits(Room room) {
        this.room = room;
        entry = new Entry(room, this);
    }

    /** Any presence to the room or an occupant. */
    void received(Presence presence) {
        var occupant = room.occupants.of(presence.from());
        switch (presence.type()) {
            case AVAILABLE -> available(presence, occupant);
            case UNAVAILABLE -> {
                if (occupant != null) {
                    leave(occupant, presence.from(), Spoken.presence(presence), presence.id(), Notice.NONE);
                }
            }
            case ERROR -> failed(presence.from(), presence.element());
            default -> {} // §17.3: no way to enter or leave
        }
    }

    private void available(Presence presence, Occupant occupant) {
        if (presence.to().isBare()) {
            throw StanzaError.jidMalformed("a nickname is missing"); // §7.2.1
        }
        var x = presence.child("x", Entry.NS).orElse(null);
        if (occupant == null && x == null) {
            room.send(Entry.stranger(presence));
        } else if (occupant == null) {
            entry.enter(presence, x);
        } else if (!presence.to().equals(occupant.jid())) {
            rename(presence, occupant, x);
        } else if (x != null) {
            entry.again(presence, occupant, HistoryRequest.in(x));
        } else {
            occupant.heard(presence.from(), Spoken.presence(presence));
            room.announce.heard(occupant, presence.id());
        }
    }

    /** §7.2.8, §7.6, §17.1: a nickname is visible, nobody else's, and reserved for nobody else. */
    void checkNick(String nick, Jid user) {
        if (nick.isBlank()) {
            throw StanzaError.jidMalformed("the nickname cannot be seen");
        }
        if (room.occupants.isTaken(nick, user.bare())
                || room.state().affiliations().isReserved(nick, user)) {
            throw StanzaError.conflict("the nickname belongs to somebody else");
        }
    }

    /** The role on entering: in a moderated room the one from the last visit. */
    Role roleOf(Jid account, Affiliation affiliation) {
        var usual = Rights.onEntering(affiliation, room.config());
        return room.config().moderated() && usual != Role.MODERATOR ? remembered.getOrDefault(account, usual) : usual;
    }

    /**
     * §7.6. What other clients the user has under the old nickname stay there.
     *
     * @param x the sign of one who does not know that it is here, §17.3; or null
     */
    private void rename(Presence presence, Occupant before, Element x) {
        var session = presence.from();
        checkNick(presence.to().resource(), session);
        var history = x == null ? null : HistoryRequest.in(x);
        var existing = room.occupants.find(presence.to().resource());
        var after = existing != null
                ? existing
                : new Occupant(presence.to(), before.account(), before.role(), before.affiliation());
        var notice = Notice.nick(after.nick());
        boolean last = before.sessions().size() == 1;
        var address = before.shown();
        room.announce.selfGone(before, session, Announcements.GONE, notice);
        room.occupants.remove(before, session);
        if (last) {
            room.announce.gone(before, address, Announcements.GONE, notice);
        }
        if (history == null) {
            after.heard(session, Spoken.presence(presence));
            room.occupants.add(after, session);
            room.announce.heard(after, presence.id());
        } else {
            entry.again(presence, after, history);
        }
        if (!last && session.equals(address)) {
            room.announce.available(before, Notice.NONE);
        } else if (!last && history == null) {
            room.announce.introduce(before, after, session);
        }
    }

    /**
     * One client leaves, and with the last of them the occupant, §7.14.
     *
     * @param id of what it has sent, or null
     */
    private void leave(Occupant occupant, Jid session, Element said, String id, Notice notice) {
        boolean last = occupant.sessions().size() == 1;
        boolean end = last && room.isLocked() && room.occupants.size() == 1; // §10.1.3
        var address = occupant.shown();
        room.announce.selfGone(
                occupant,
                session,
                said.with("id", id),
                end ? Notice.destroyed(Element.of("destroy", Notice.NS)) : notice);
        room.occupants.remove(occupant, session);
        if (last) {
            remember(occupant);
            room.announce.gone(occupant, address, said, notice);
        } else if (session.equals(address)) {
            room.announce.available(occupant, Notice.NONE);
        }
    }

    private void remember(Occupant occupant) {
        remembered.remove(occupant.account());
        if (room.config().moderated() && occupant.role() != Rights.onEntering(occupant.affiliation(), room.config())) {
            remembered.put(occupant.account(), occupant.role());
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        }
    }

    /** What the room sent did not reach a client: "ghost users", §11.1, §18.1.2. */
    void failed(Jid session, Element stanza) {
        var occupant = room.occupants.of(session);
        if (occupant != null && isUndelivered(stanza)) {
            leave(occupant, session, Announcements.GONE, null, Notice.code(333));
        }
    }

    /** service-unavailable is what RFC 6121 §8.5.3.2 says of a client that has gone. */
    static boolean isUndelivered(Element stanza) {
        return stanza.child("error").stream()
                .flatMap(error -> error.children().stream())
                .anyMatch(condition -> switch (condition.name()) {
                    case "gone",
                            "item-not-found",
                            "recipient-unavailable",
                            "redirect",
                            "remote-server-not-found",
                            "remote-server-timeout",
                            "service-unavailable" -> true;
                    default -> false;
                });
    }

    /**
     * Somebody is removed. They hear of it now, the others when what is returned runs.
     *
     * @param notice why
     */
    Runnable expel(Occupant occupant, Notice notice) {
        remembered.remove(occupant.account());
        var address = occupant.shown();
        for (var session : occupant.sessions()) {
            room.announce.selfGone(occupant, session, Announcements.GONE, notice);
            room.occupants.remove(occupant, session);
        }
        return () -> room.announce.gone(occupant, address, Announcements.GONE, notice);
    }
}
