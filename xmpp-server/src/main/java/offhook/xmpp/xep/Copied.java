package offhook.xmpp.xep;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;

/**
 * What clients have sent last and others of the same user have copies of, so that an error in answer to it is known, XEP-0280
 * §6.1. Safe to share; what is of an account is of its lane.
 */
final class Copied {

    private static final int MOST = 32;

    private final Map<Jid, Set<Sent>> sent = new ConcurrentHashMap<>();

    private record Sent(Jid to, String id) {}

    void remember(Jid account, Message message) {
        if (message.id() != null) {
            var ofAccount = sent.computeIfAbsent(account, jid -> new LinkedHashSet<>());
            ofAccount.add(new Sent(message.to(), message.id()));
            if (ofAccount.size() > MOST) {
                ofAccount.remove(ofAccount.iterator().next());
            }
        }
    }

    /** Whether an error answers one of them; it is forgotten by that. */
    boolean answers(Jid account, Message error) {
        var ofAccount = sent.get(account);
        return ofAccount != null && ofAccount.remove(new Sent(error.from(), error.id()));
    }

    void forget(Jid account) {
        sent.remove(account);
    }
}
