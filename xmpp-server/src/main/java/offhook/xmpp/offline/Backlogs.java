package offhook.xmpp.offline;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import offhook.directory.address.Jid;
import offhook.xmpp.offline.OfflineStore.Waiting;
import offhook.xmpp.routing.Account;

/** The backlogs of the accounts for whom something waits. Safe to share; each backlog is of its account's lane. */
final class Backlogs {

    private final ConcurrentMap<Jid, Backlog> backlogs = new ConcurrentHashMap<>();

    /** Reads once what waits for whom, so that a login asks the database only where something does. Blocks. */
    void load(OfflineStore store) {
        store.waiting().forEach((account, waiting) -> backlogs.put(account, new Backlog(waiting)));
    }

    Backlog of(Account account) {
        return backlogs.computeIfAbsent(account.jid(), jid -> new Backlog(new Waiting(0, 0, 0)));
    }

    /** The backlog, or null where nothing waits. */
    Backlog existing(Account account) {
        return backlogs.isEmpty() ? null : backlogs.get(account.jid()); // asked for each message
    }

    /** Whether something may wait for an account. */
    boolean has(Jid account) {
        return backlogs.containsKey(account);
    }

    /** The account is gone for good, and nothing waits for the next one of that name. */
    void forget(Jid account) {
        backlogs.remove(account);
    }

    /** Forgets a backlog when nothing waits any more. */
    void tidy(Account account) {
        backlogs.computeIfPresent(account.jid(), (jid, backlog) -> backlog.isIdle() ? null : backlog);
    }
}
