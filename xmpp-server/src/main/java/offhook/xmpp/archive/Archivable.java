package offhook.xmpp.archive;

import java.util.Set;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Namespaces;

/**
 * Which messages belong in an archive, XEP-0313 §6.1.1: those with words in them, those that say something about words
 * that are there, and those whose sender says so (XEP-0334). Pure.
 */
public final class Archivable {

    private static final String HINTS = "urn:xmpp:hints";

    /** Receipts, markers, reactions, retractions, encrypted words, invitations: later clients need them as well. */
    private static final Set<Name> PAYLOADS = Set.of(
            new Name("received", "urn:xmpp:receipts"),
            new Name("received", "urn:xmpp:chat-markers:0"),
            new Name("displayed", "urn:xmpp:chat-markers:0"),
            new Name("acknowledged", "urn:xmpp:chat-markers:0"),
            new Name("reactions", "urn:xmpp:reactions:0"),
            new Name("retract", "urn:xmpp:message-retract:0"),
            new Name("retract", "urn:xmpp:message-retract:1"),
            new Name("apply-to", "urn:xmpp:fasten:0"),
            new Name("encrypted", "eu.siacs.conversations.axolotl"),
            new Name("encrypted", "urn:xmpp:omemo:2"),
            new Name("x", "jabber:x:conference"));

    private Archivable() {}

    /** For an account: conversations; what is said in rooms is in theirs. */
    static boolean isForAccount(Message message) {
        return switch (message.type()) {
            case CHAT, NORMAL -> isMeant(message);
            case HEADLINE -> message.has("store", HINTS) && isMeant(message);
            case ERROR, GROUPCHAT -> false;
        };
    }

    /** For a room: what is said to everybody, and the subject. */
    public static boolean isForRoom(Message message) {
        return isMeant(message) || (message.has("subject", Namespaces.CLIENT) && !isForbidden(message));
    }

    private static boolean isMeant(Message message) {
        if (isForbidden(message)) {
            return false;
        }
        return message.has("body", Namespaces.CLIENT)
                || message.has("store", HINTS)
                || message.children().stream().anyMatch(PAYLOADS::contains)
                || isInvitation(message);
    }

    private static boolean isForbidden(Message message) {
        return message.has("no-store", HINTS) || message.has("no-permanent-store", HINTS);
    }

    private static boolean isInvitation(Message message) {
        return message.child("x", "http://jabber.org/protocol/muc#user")
                .flatMap(x -> x.child("invite"))
                .isPresent();
    }
}
