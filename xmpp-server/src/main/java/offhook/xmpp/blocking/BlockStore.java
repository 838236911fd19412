package offhook.xmpp.blocking;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where block lists are kept. Safe to share. */
interface BlockStore {

    /** Everybody's list. Blocks. */
    Map<Jid, Set<Jid>> all();

    /** Completes when it is committed; so do the others. */
    CompletionStage<Void> add(Jid account, Collection<Jid> blocked);

    CompletionStage<Void> remove(Jid account, Collection<Jid> blocked);
}
