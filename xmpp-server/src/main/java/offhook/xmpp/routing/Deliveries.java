package offhook.xmpp.routing;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/** Hands messages of local services (alerts) to accounts so that none is lost: stored first, forgotten when taken. Safe to share. */
public interface Deliveries {

    /**
     * Stores the message for the account, then sends it to the sessions that are online, and again at each login until
     * one has taken it. A second call with the same id changes nothing; the stage completes when the row is committed.
     *
     * @param id the stanza's id and origin-id
     * @param replaces the id of an earlier message which this one corrects (XEP-0308) and, if still in the store,
     *     replaces; or null
     * @param payload what the message carries besides
     */
    CompletionStage<Void> deliver(
            Jid from, Jid account, String id, String body, String replaces, List<Element> payload);

    /** Likewise, with nothing but a text. */
    default CompletionStage<Void> deliver(Jid from, Jid account, String id, String body, String replaces) {
        return deliver(from, account, id, body, replaces, List.of());
    }

    /** Takes a message that nobody has taken yet out of the store; the stage tells whether it was still there. */
    CompletionStage<Boolean> withdraw(Jid account, String id);
}
