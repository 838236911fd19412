package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * What follows from a change to roles and affiliations: some must leave, and everybody hears what the others are now
 * (XEP-0045 §5.1.3, §5.2.2; §9.3, §9.4, §10.3, §10.6, §10.7 and the like). Of the room's lane.
 */
final class Effects {

    private static final int AWAY = 101;
    private static final int BANNED = 301;
    private static final int KICKED = 307;
    private static final int NO_MEMBER = 321;

    private final Room room;
    private final Visits visits;

    Effects(Room room, Visits visits) {
        this.room = room;
        this.visits = visits;
    }

    /** An occupant has another role; {@code NONE} is a kick. */
    record RoleChange(Occupant occupant, Role after, String reason) {}

    /** Somebody has another entry in the lists. */
    record Change(Affiliated before, Affiliated after) {

        boolean isNews() {
            return before.affiliation() != after.affiliation();
        }
    }

    /**
     * Those who must leave hear it; the room keeps the changes already.
     *
     * @param actor the nickname of whoever did it, or ""
     * @return tells the others
     */
    Runnable remove(List<RoleChange> roles, List<Change> changes, String actor) {
        var others = new ArrayList<Runnable>();
        for (var role : roles) {
            if (role.after == Role.NONE) {
                others.add(visits.expel(role.occupant, Notice.code(KICKED).by(actor, role.reason)));
            }
        }
        for (var change : changes) {
            if (!change.isNews()) {
                continue;
            }
            for (var occupant : room.occupants.of(change.after)) {
                var affiliation = room.affiliation(occupant.account());
                if (!Rights.mayEnter(affiliation, room.config())) {
                    occupant.become(occupant.role(), affiliation);
                    int code = affiliation == Affiliation.OUTCAST ? BANNED : NO_MEMBER;
                    others.add(visits.expel(occupant, Notice.code(code).by(actor, change.after.reason())));
                }
            }
        }
        return () -> others.forEach(Runnable::run);
    }

    /** Everybody hears of those who stay. */
    void tell(List<RoleChange> roles, List<Change> changes, String actor) {
        for (var role : roles) {
            if (role.after != Role.NONE && role.after != role.occupant.role()) {
                become(role.occupant, role.after, role.occupant.affiliation(), Notice.NONE.by(actor, role.reason));
            }
        }
        for (var change : changes) {
            if (change.isNews()) {
                tell(change, Notice.NONE.by(actor, change.after.reason()));
            }
        }
    }

    private void tell(Change change, Notice notice) {
        var here = room.occupants.of(change.after);
        for (var occupant : here) {
            var affiliation = room.affiliation(occupant.account());
            var role = roleFor(occupant, affiliation);
            if (role != occupant.role() || affiliation != occupant.affiliation()) {
                become(occupant, role, affiliation, notice);
            }
        }
        if (here.isEmpty() && !change.after.jid().local().isEmpty()) {
            tellAbsent(change);
        }
    }

    /** §5.1.3: with a higher affiliation at least its usual role, with a lower one that. */
    private Role roleFor(Occupant occupant, Affiliation affiliation) {
        var usual = Rights.onEntering(affiliation, room.config());
        boolean lower = !affiliation.atLeast(occupant.affiliation());
        return lower || !occupant.role().atLeast(usual) ? usual : occupant.role();
    }

    /**
     * An occupant is something else from now on. A new moderator learns who is here and who they really are, and one who is
     * none any more is not told of whom it may not see.
     */
    void become(Occupant occupant, Role role, Affiliation affiliation, Notice notice) {
        var before = occupant.role();
        occupant.become(role, affiliation);
        if (role == Role.MODERATOR && before != Role.MODERATOR) {
            occupant.sessions().forEach(session -> room.announce.introduceAll(occupant, session));
        } else if (role != Role.MODERATOR && before == Role.MODERATOR) {
            room.announce.hideFrom(occupant);
        }
        room.announce.available(occupant, before, notice);
    }

    /** §18.1: the user, unless it is a ban; §9.5: one who may come in now is invited. §10.3, §10.6: and the occupants. */
    private void tellAbsent(Change change) {
        var user = change.after.jid();
        var affiliation = change.after.affiliation();
        boolean mayComeNow = change.before.affiliation() == Affiliation.NONE && affiliation.atLeast(Affiliation.MEMBER);
        if (room.config().membersOnly() && mayComeNow) {
            var invite = Element.of("invite", Notice.NS);
            room.send(Invitations.invitation(room, user, room.jid(), invite));
        } else if (affiliation != Affiliation.OUTCAST) {
            room.send(fromRoom(Notice.code(AWAY).toElement(affiliation, Role.NONE, null))
                    .to(user));
        }
        if (affiliation != Affiliation.OUTCAST) {
            tellOccupants(user, affiliation);
        }
    }

    private void tellOccupants(Jid user, Affiliation affiliation) {
        var message = (Message) fromRoom(Notice.NONE.toElement(affiliation, Role.NONE, user));
        for (var occupant : room.occupants.all()) {
            if (room.config().showsAddressesTo(occupant.role())) {
                room.sendTo(occupant, message);
            }
        }
    }

    private Stanza fromRoom(Element x) {
        return Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", room.jid().toString())
                .with(x));
    }
}
