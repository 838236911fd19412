package offhook.xmpp.roster;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Account;

/** Hears of changes in who sees whom that come without a presence stanza; on the account's lane, and must not block. */
public interface RosterListener {

    /**
     * The user has removed a contact, RFC 6121 §2.5.2.
     *
     * @param before the item as it was
     * @return completes when the contact knows, and that is durable, too
     */
    CompletionStage<?> removed(Account account, RosterItem before);

    /**
     * The user has put a contact into other groups.
     *
     * @return completes when what follows from that is durable
     */
    CompletionStage<?> regrouped(Account account, Jid contact);

    /** The directory has taken a person out of a group, online or not. */
    void moved(Jid person);

    /**
     * The directory shows these contacts to the user from now on, and those not any more; the user's clients know that
     * they are in the roster, or are not.
     */
    void shared(Account account, Set<Jid> gained, Set<Jid> lost);
}
