package offhook.xmpp.amp;

import java.time.Instant;
import java.util.List;
import offhook.directory.address.Jid;

/**
 * What would happen to a message without rules, XEP-0079 §2.2.2.2.
 *
 * @param delivery as in the condition "deliver"
 * @param intended whom the message is for
 * @param receivers the clients that would get it now
 */
record Fate(String delivery, Jid intended, List<Jid> receivers, Instant now) {

    boolean isDirect() {
        return delivery.equals("direct");
    }

    /** §3.3.3: a bare JID is matched by what has no resource, which is the store. */
    boolean isExact() {
        return intended.isBare() ? delivery.equals("stored") : receivers.equals(List.of(intended));
    }
}
