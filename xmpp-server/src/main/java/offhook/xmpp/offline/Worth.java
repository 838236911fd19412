package offhook.xmpp.offline;

import java.util.Set;
import offhook.xmpp.stanza.Message;

/** Which messages are worth keeping, XEP-0160 §3 and XEP-0334 §5. */
final class Worth {

    private static final String HINTS = "urn:xmpp:hints";

    /** Who is typing, and what goes with it: of no interest later. */
    private static final Set<String> FLEETING =
            Set.of("http://jabber.org/protocol/chatstates", HINTS, "urn:xmpp:sid:0");

    private Worth() {}

    static boolean keeping(Message message) {
        if (message.has("no-store", HINTS)) { // no-permanent-store (§4.1) says nothing of a store like this one
            return false;
        }
        if (message.type() == Message.Type.NORMAL || message.has("store", HINTS)) {
            return true;
        }
        return message.children().stream()
                .anyMatch(child ->
                        !FLEETING.contains(child.namespace()) && !child.local().equals("thread"));
    }
}
