package offhook.gateway;

import java.util.Set;
import java.util.function.Supplier;
import offhook.runtime.storage.Room;
import offhook.xmpp.routing.Admission;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/**
 * What users and components may still send when the disk gets full: nothing large that might be written first, then nothing that might
 * be written at all. Calls, alerts and who is there go on. Safe to share.
 */
record DiskRule(Supplier<Room> room) implements Admission {

    /** In bytes of the stanza. */
    private static final int LARGE = 8 << 10;

    /** Payloads of messages that are of no interest later; a call that is offered is one of them (XEP-0353). */
    private static final Set<String> FLEETING =
            Set.of("http://jabber.org/protocol/chatstates", "urn:xmpp:hints", "urn:xmpp:jingle-message:0");

    /** Requests that write nothing, or by which an admin makes room. */
    private static final Set<String> HARMLESS = Set.of("urn:xmpp:carbons:2", "http://jabber.org/protocol/commands");

    @Override
    public void check(Stanza stanza) {
        boolean refused =
                switch (room.get()) {
                    case ENOUGH -> false;
                    case LITTLE -> stanza.length() > LARGE && mayBeWritten(stanza);
                    case NEARLY_NONE -> mayBeWritten(stanza);
                };
        if (refused) {
            throw full();
        }
    }

    static StanzaError full() {
        return StanzaError.resourceConstraint("the server has hardly any room on its disk");
    }

    private static boolean mayBeWritten(Stanza stanza) {
        if (stanza instanceof Message message) {
            return !message.isError() && !isFleeting(message);
        }
        if (stanza instanceof Presence presence) {
            return switch (presence.type()) {
                case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> true;
                case AVAILABLE, UNAVAILABLE, PROBE, ERROR -> false;
            };
        }
        var iq = (Iq) stanza;
        boolean toClient = iq.to() != null && !iq.to().isBare();
        return iq.type() == Iq.Type.SET
                && !toClient
                && !HARMLESS.contains(iq.request().namespace());
    }

    private static boolean isFleeting(Message message) {
        return !message.children().isEmpty()
                && message.children().stream().allMatch(child -> FLEETING.contains(child.namespace()));
    }
}
