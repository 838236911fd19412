package offhook.xmpp.muc;

import java.time.Instant;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * What a room is about, XEP-0045 §7.2.15.
 *
 * @param message as it was reflected, with the occupant JID as sender and to nobody; null if none was ever set
 * @param at when it was set
 */
record Subject(Message message, Instant at) {

    static final Subject NEVER_SET = new Subject(null, Instant.EPOCH);

    /** The words alone. */
    String text() {
        return message == null ? "" : message.subject().orElse("");
    }

    /** As a newcomer gets it: stamped, or empty if there never was one. */
    Message forNewcomers(Jid room) {
        if (message == null) {
            return (Message) Stanza.of(Element.of("message", Namespaces.CLIENT)
                    .with("type", "groupchat")
                    .with("from", room.toString())
                    .with(Element.of("subject", Namespaces.CLIENT)));
        }
        return (Message) Stanza.of(Delay.late(room, message.element(), at));
    }
}
