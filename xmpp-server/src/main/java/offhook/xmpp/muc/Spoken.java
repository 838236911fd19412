package offhook.xmpp.muc;

import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;

/** What occupants send, without what only the room may say in its own name (XEP-0045 §17.3, XEP-0421 §3). */
final class Spoken {

    private static final String NICKS = "http://jabber.org/protocol/nick";
    private static final String STANZA_IDS = "urn:xmpp:sid:0";

    private Spoken() {}

    /** Without addresses and id; a nickname of XEP-0172 says nothing here, where everybody has one already. */
    static Element presence(Presence presence) {
        return presence.element()
                .keeping(child -> !isOurs(child) && !child.is("x", Entry.NS) && !child.is("nick", NICKS))
                .with("from", null)
                .with("to", null)
                .with("id", null);
    }

    /**
     * A message as the room passes it on: from the occupant, to nobody yet; in its language (§13).
     *
     * @param also what the room says about it
     */
    static Message message(Message message, Occupant from, Jid room, Element... also) {
        var passed = harmless(message, room)
                .addressed(from.jid(), null)
                .in(Custody.NONE)
                .filed(null);
        for (var more : also) {
            passed = passed.with(more);
        }
        return passed;
    }

    private static Message harmless(Message message, Jid room) {
        if (message.children().stream().noneMatch(Spoken::isSuspicious)) {
            return message; // not even parsed
        }
        return (Message) Stanza.of(message.element().keeping(child -> !isOurs(child) && !isSaidBy(child, room)));
    }

    private static boolean isSuspicious(Name child) {
        return child.is("x", Notice.NS)
                || child.is("occupant-id", OccupantIds.NS)
                || child.is("stanza-id", STANZA_IDS)
                || child.is("delay", Delay.NS);
    }

    private static boolean isOurs(Element child) {
        return child.is("x", Notice.NS) || child.is("occupant-id", OccupantIds.NS);
    }

    /** XEP-0359 §3.1 rule 2, XEP-0203 §4: an id or a time that the room has given, as nobody else may say. */
    private static boolean isSaidBy(Element child, Jid room) {
        var who = child.is("stanza-id", STANZA_IDS) ? "by" : child.is("delay", Delay.NS) ? "from" : null;
        return who != null
                && child.attribute(who)
                        .filter(room.toString()::equalsIgnoreCase)
                        .isPresent();
    }
}
