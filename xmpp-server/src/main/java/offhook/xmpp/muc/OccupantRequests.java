package offhook.xmpp.muc;

import java.util.LinkedHashMap;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Requests of one occupant to another, who do not learn each other's addresses (XEP-0045 §17.4), and the ping to oneself
 * (XEP-0410). Of the room's lane.
 */
final class OccupantRequests {

    static final String PING = "urn:xmpp:ping";
    static final String SELF_PING = "http://jabber.org/protocol/muc#self-ping-optimization";

    private static final String VCARD = "vcard-temp";
    private static final int MOST_OPEN = 1_000;

    private final Room room;
    private final Map<String, Question> open = new LinkedHashMap<>();
    private long asked;

    /** @param to the bare JID of whoever is to answer */
    private record Question(Iq iq, Jid to) {}

    OccupantRequests(Room room) {
        this.room = room;
    }

    /** A request to an occupant JID. */
    void asked(Iq iq) {
        var from = room.occupants.of(iq.from());
        if (from == null) {
            boolean disco =
                    iq.request().is("query", RoomInfo.INFO) || iq.request().is("query", RoomInfo.ITEMS);
            throw disco // §6.6
                    ? StanzaError.badRequest("you are not in the room")
                    : StanzaError.notAcceptable("you are not in the room").as("cancel");
        }
        var to = room.occupants.find(iq.to().resource());
        if (to == null) {
            throw StanzaError.itemNotFound("nobody has this nickname");
        }
        if (to == from && iq.request().is("ping", PING)) {
            room.send(iq.result());
            return;
        }
        // The server answers for the user with the card; for all else one of their clients does.
        var client = iq.request().namespace().equals(VCARD) ? to.account() : to.shown();
        var id = "muc" + ++asked;
        open.put(id, new Question(iq, to.account()));
        if (open.size() > MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        room.send(Stanza.of(
                iq.element().with("id", id).with("from", from.jid().toString()).with("to", client.toString())));
    }

    /** An answer, which goes back in the name of the occupant. */
    void answered(Iq iq) {
        var question = open.get(iq.id());
        if (question != null && question.to.equals(iq.from().bare())) {
            open.remove(iq.id());
            room.send(Stanza.of(renamed(iq, question)));
        }
    }

    private static Element renamed(Iq answer, Question question) {
        return answer.element()
                .with("id", question.iq.id())
                .with("from", question.iq.to().toString())
                .with("to", question.iq.from().toString());
    }

    /** A private message came back: its sender hears of it, in the name of the occupant. */
    void bounced(Message message) {
        var from = room.occupants.of(message.from());
        var to = room.occupants.find(message.to().resource());
        if (from != null && to != null && !Visits.isUndelivered(message.element())) {
            room.sendTo(to, Spoken.message(message, from, room.jid(), from.id(room.ids)));
        }
    }
}
