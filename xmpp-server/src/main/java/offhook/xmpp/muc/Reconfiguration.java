package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.List;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** What follows when a room has another configuration, XEP-0045 §10.2. Of the room's lane. */
final class Reconfiguration {

    private static final int NOW_MEMBERS_ONLY = 322;

    private final Room room;
    private final Visits visits;
    private final Effects effects;

    Reconfiguration(Room room, Visits visits, Effects effects) {
        this.room = room;
        this.visits = visits;
        this.effects = effects;
    }

    /** The room has its new configuration already. */
    void happened(RoomConfig before, List<Effects.Change> people) {
        var after = room.config();
        room.history.shorten(after.history());
        effects.remove(List.of(), people, "").run();
        effects.tell(List.of(), people, "");
        removeStrangers();
        showRoles(before);
        if (!after.equals(before)) {
            notice(before, after);
        }
    }

    /** Whoever is no member leaves a room that is for members only now. */
    private void removeStrangers() {
        var others = new ArrayList<Runnable>();
        for (var occupant : room.occupants.now()) {
            if (!Rights.mayEnter(room.affiliation(occupant.account()), room.config())) {
                others.add(visits.expel(occupant, Notice.code(NOW_MEMBERS_ONLY)));
            }
        }
        others.forEach(Runnable::run);
    }

    /** Roles whose presence is broadcast from now on are seen, others not any more. */
    private void showRoles(RoomConfig before) {
        for (var occupant : room.occupants.now()) {
            boolean was = before.broadcast().contains(occupant.role());
            boolean is = room.config().broadcast().contains(occupant.role());
            if (was != is) {
                room.announce.shown(occupant, is);
            }
        }
    }

    /** §10.2.1: what concerns privacy has a code of its own. */
    private void notice(RoomConfig before, RoomConfig after) {
        var notice = Notice.code(104);
        if (after.nonAnonymous() != before.nonAnonymous()) {
            notice = notice.and(after.nonAnonymous() ? 172 : 173);
        }
        if (after.logging() != before.logging() && room.archive.isOffered()) {
            notice = notice.and(after.logging() ? RoomArchive.LOGGED : RoomArchive.NOT_LOGGED);
        }
        room.sendToAll((Message) Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("type", "groupchat")
                .with("from", room.jid().toString())
                .with(notice.toElement())));
    }
}
