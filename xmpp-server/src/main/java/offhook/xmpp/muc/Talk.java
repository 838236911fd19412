package offhook.xmpp.muc;

import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** What occupants say: XEP-0045 §7.4 to everybody, §7.5 to one of them, §8.1 about the subject. Of the room's lane. */
final class Talk {

    private static final String HINTS = "urn:xmpp:hints";

    private final Room room;

    Talk(Room room) {
        this.room = room;
    }

    void toAll(Message message) {
        var from = sender(message);
        if (isSubject(message)) {
            changeSubject(message, from);
            return;
        }
        if (!Rights.maySpeak(from.role())) {
            throw StanzaError.forbidden("you have no voice");
        }
        var passed = Spoken.message(message, from, room.jid(), from.id(room.ids));
        var filed = room.archive.add(message, from, passed);
        if (isHistory(message)) {
            room.history.add(room.jid(), filed, room.now(), room.config().history());
        }
        room.sendToAll(filed);
    }

    /** §8.1: with a subject, without a body and a thread. */
    private static boolean isSubject(Message message) {
        return message.has("subject", Namespaces.CLIENT)
                && !message.has("body", Namespaces.CLIENT)
                && !message.has("thread", Namespaces.CLIENT);
    }

    /** What newcomers will want to read: words, or what XEP-0334 says is to be stored. */
    static boolean isHistory(Message message) {
        return (message.has("body", Namespaces.CLIENT) || message.has("store", HINTS))
                && !message.has("no-store", HINTS)
                && !message.has("no-permanent-store", HINTS); // the archive is where it comes from after a restart
    }

    private void changeSubject(Message message, Occupant from) {
        if (!Rights.mayChangeSubject(from.role(), room.config())) {
            throw StanzaError.forbidden("the subject is not yours to change");
        }
        if (message.length() > Policy.LONGEST_TEXT) {
            throw StanzaError.policyViolation("the subject is too long");
        }
        var passed = Spoken.message(message, from, room.jid(), from.id(room.ids));
        var subject = new Subject(passed, room.now());
        room.change(room.state().with(subject), message, () -> room.sendToAll(room.archive.add(message, from, passed)));
    }

    /** §7.5, to all clients of the other; for the account it is one message. */
    void privately(Message message) {
        var from = sender(message);
        if (message.type() == Message.Type.GROUPCHAT) {
            throw StanzaError.badRequest("to everybody is to the room's own address");
        }
        var to = room.occupants.find(message.to().resource());
        if (to == null) {
            throw StanzaError.itemNotFound("nobody has this nickname");
        }
        if (!Rights.mayWritePrivately(from.role(), room.config())) {
            throw StanzaError.forbidden("private messages are not for you to send");
        }
        var sign = Element.of("x", Notice.NS);
        var passed = Spoken.message(message, from, room.jid(), from.id(room.ids), sign);
        var custody = Custody.NONE;
        for (var session : to.sessions()) {
            room.send(passed.to(session).in(custody));
            custody = Custody.SPARE;
        }
    }

    private Occupant sender(Message message) {
        return present(room, message.from());
    }

    /** §7.4, §7.5, §17.2; a room that is locked is none yet. */
    static Occupant present(Room room, offhook.directory.address.Jid user) {
        if (room.isLocked()) {
            throw StanzaError.itemNotFound("the room is not open yet");
        }
        var occupant = room.occupants.of(user);
        if (occupant == null) {
            throw StanzaError.notAcceptable("you are not in the room").as("cancel");
        }
        return occupant;
    }
}
