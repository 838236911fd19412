package offhook.xmpp.muc;

import offhook.xmpp.archive.Query;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** Takes what comes for a room to where it is handled. Of the room's lane. */
final class Reception {

    private final Room room;
    private final Visits visits;
    private final Talk talk;
    private final Invitations invitations;
    private final VoiceRequests voice;
    private final OccupantRequests occupants;
    private final Lists lists;
    private final ListChanges changes;
    private final Configuring configuring;
    private final RoomInfo info;
    private final NickRegistration nicks;

    Reception(Room room) {
        this.room = room;
        visits = new Visits(room);
        talk = new Talk(room);
        occupants = new OccupantRequests(room);
        lists = new Lists(room);
        var effects = new Effects(room, visits);
        changes = new ListChanges(room, effects);
        invitations = new Invitations(room);
        voice = new VoiceRequests(room, effects);
        configuring = new Configuring(room, new Reconfiguration(room, visits, effects), changes);
        info = new RoomInfo(room);
        nicks = new NickRegistration(room, changes, effects);
    }

    /** @throws StanzaError to refuse it */
    void received(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            visits.received(presence);
        } else if (stanza instanceof Message message) {
            received(message);
        } else {
            received((Iq) stanza);
        }
    }

    private void received(Message message) {
        if (message.type() == Message.Type.ERROR) {
            occupants.bounced(message);
            visits.failed(message.from(), message.element());
        } else if (!message.to().isBare()) {
            talk.privately(message);
        } else if (message.type() == Message.Type.GROUPCHAT) {
            talk.toAll(message);
        } else if (!invitations.received(message) && !voice.received(message)) {
            throw StanzaError.badRequest("a message to everybody is of type groupchat"); // §17.2
        }
    }

    private void received(Iq iq) {
        if (!iq.isRequest()) {
            occupants.answered(iq);
        } else if (!iq.to().isBare()) {
            occupants.asked(iq);
        } else if (room.isLocked() && room.affiliation(iq.from()) != Affiliation.OWNER) {
            throw StanzaError.itemNotFound("the room is not open yet");
        } else {
            answer(iq);
        }
    }

    private void answer(Iq iq) {
        var request = iq.request();
        boolean get = iq.type() == Iq.Type.GET;
        if (request.is("query", Lists.NS)) {
            if (get) {
                lists.asked(iq);
            } else {
                changes.asked(iq);
            }
        } else if (request.is("query", Configuring.NS)) {
            configuring.asked(iq);
        } else if (request.is("query", NickRegistration.NS)) {
            nicks.asked(iq);
        } else if (get && request.is("query", RoomInfo.INFO)) {
            room.send(iq.result(info.info(iq)));
        } else if (get && request.is("query", RoomInfo.ITEMS)) {
            room.send(iq.result(info.items(iq)));
        } else if (request.namespace().equals(Query.NS) && room.archive.isKept()) {
            room.archive.asked(iq);
        } else if (get && request.is("ping", OccupantRequests.PING)) {
            room.send(iq.result());
        } else {
            throw StanzaError.serviceUnavailable("");
        }
    }
}
