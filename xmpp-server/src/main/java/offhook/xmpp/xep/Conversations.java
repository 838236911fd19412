package offhook.xmpp.xep;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;

/**
 * What users of several clients have said and heard last, so that an error in answer to it is known, XEP-0280 §6.1. Safe to
 * share; what is of an account is of its lane.
 */
final class Conversations {

    private static final int MOST = 32;

    private final Map<Jid, Set<Line>> lines = new ConcurrentHashMap<>();

    /** @param other who is at the other end: an error may come from there, or go there */
    private record Line(Jid other, String id) {}

    void remember(Jid account, Message message, Jid other) {
        if (message.id() != null) {
            var ofAccount = lines.computeIfAbsent(account, jid -> new LinkedHashSet<>());
            ofAccount.add(new Line(other, message.id()));
            if (ofAccount.size() > MOST) {
                ofAccount.remove(ofAccount.iterator().next());
            }
        }
    }

    /** Whether an error answers one of them; it is forgotten by that. */
    boolean answers(Jid account, Message error, Jid other) {
        var ofAccount = lines.get(account);
        return ofAccount != null && error.id() != null && ofAccount.remove(new Line(other, error.id()));
    }

    void forget(Jid account) {
        lines.remove(account);
    }
}
