package offhook.xmpp.muc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** How one comes into a room, XEP-0045 §7.2. Of the room's lane. */
final class Entry {

    static final String NS = Namespaces.MUC;

    /** §7.2.9: so many admins and owners come in though the room is full. */
    private static final int EXTRA = 10;

    private final Room room;
    private final Visits visits;

    Entry(Room room, Visits visits) {
        this.room = room;
        this.visits = visits;
    }

    /** What one who is in no room gets for presence without the sign of this protocol, §7.2.18. */
    static Stanza stranger(Presence presence) {
        var x = Notice.code(Notice.SELF, 307, 333).toElement(Affiliation.NONE, Role.NONE, null);
        return Stanza.of(Announcements.GONE
                .with("from", presence.to().toString())
                .with("to", presence.from().toString())
                .with("id", presence.id())
                .with(x));
    }

    /** @throws StanzaError as §7.2.17 lists them */
    void enter(Presence presence, Element x) {
        boolean created = room.isLocked() && room.occupants.size() == 0;
        var affiliation = room.affiliation(presence.from());
        var other = room.occupants.find(presence.to().resource());
        check(presence, x, affiliation);
        if (other == null) {
            checkRoom(affiliation);
        }
        var history = HistoryRequest.in(x);
        var occupant = other != null ? other : newcomer(presence, affiliation);
        takeIn(presence, occupant, welcome(created), history);
    }

    /** §7.2.1, §17.3: whoever is here and enters again is told everything again. */
    void again(Presence presence, Occupant occupant, HistoryRequest history) {
        takeIn(presence, occupant, welcome(false), history);
    }

    /** §7.1: a client learns who is here, everybody learns of it if there is news, and then it hears what was said. */
    private void takeIn(Presence presence, Occupant occupant, Notice welcome, HistoryRequest history) {
        var client = presence.from();
        room.announce.introduceAll(occupant, client);
        var said = Spoken.presence(presence);
        boolean news = occupant.isEmpty() || !client.equals(occupant.shown()) || !said.equals(occupant.presence());
        occupant.heard(client, said);
        room.occupants.add(occupant, client);
        if (news) {
            room.announce.availableToOthers(occupant, occupant.role(), Notice.NONE);
        }
        for (var session : occupant.sessions()) {
            boolean own = session.equals(client);
            if (own || news) {
                room.announce.self(occupant, session, own ? presence.id() : null, own ? welcome : Notice.NONE);
            }
        }
        catchUp(client, history);
    }

    private void check(Presence presence, Element x, Affiliation affiliation) {
        var config = room.config();
        if (room.isLocked() && affiliation != Affiliation.OWNER) {
            throw StanzaError.itemNotFound("the room is not open yet"); // §7.2.10
        }
        if (affiliation == Affiliation.OUTCAST) {
            throw StanzaError.forbidden("you are banned"); // §7.2.7
        }
        if (!Rights.mayEnter(affiliation, config)) { // §7.2.6
            throw new StanzaError(StanzaError.Condition.REGISTRATION_REQUIRED, "the room is for members only");
        }
        if (config.hasPassword()
                && !same(config.password(), x.childText("password").orElse(""))) {
            throw StanzaError.notAuthorized("the room has a password"); // §7.2.5
        }
        visits.checkNick(presence.to().resource(), presence.from());
    }

    private void checkRoom(Affiliation affiliation) {
        int most = room.config().maxUsers() + (affiliation.atLeast(Affiliation.ADMIN) ? EXTRA : 0);
        if (room.occupants.size() >= most) {
            throw StanzaError.serviceUnavailable("the room is full").as("wait");
        }
    }

    private Occupant newcomer(Presence presence, Affiliation affiliation) {
        var role = visits.roleOf(presence.from().bare(), affiliation);
        return new Occupant(presence.to(), presence.from().bare(), role, affiliation);
    }

    /** §7.2.3, §7.2.12, §10.1.1. */
    private Notice welcome(boolean created) {
        var notice = created ? Notice.code(201) : Notice.NONE;
        if (room.archive.isKept()) {
            notice = notice.and(RoomArchive.LOGGED);
        }
        return room.config().nonAnonymous() ? notice.and(100) : notice;
    }

    /** §7.2.13, §7.2.15: the history, then the subject; what is said now comes behind it, in its turn (§7.2.16). */
    private void catchUp(Jid newcomer, HistoryRequest request) {
        room.history.select(request, newcomer, room.now()).forEach(room::send);
        room.send(room.state().subject().forNewcomers(room.jid()).to(newcomer));
    }

    private static boolean same(String password, String given) {
        return MessageDigest.isEqual(password.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
