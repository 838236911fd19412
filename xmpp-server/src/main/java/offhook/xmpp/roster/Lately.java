package offhook.xmpp.roster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Account;

/**
 * Accounts whose rosters are in memory though nobody needs them now: most who leave are back soon, and find theirs there.
 * There is room for so many rows; who has been away longest makes room. Safe to share.
 */
final class Lately {

    private final int most;
    private final Map<Jid, Away> away = new LinkedHashMap<>(); // guarded by this, as the next
    private int rows;

    private record Away(Account account, int rows) {}

    /** @param most rows of all rosters together, each of which counts for one more */
    Lately(int most) {
        this.most = most;
    }

    /**
     * Nobody needs the roster of this account any more.
     *
     * @param size of its roster
     * @return those who make room
     */
    synchronized List<Account> left(Account account, int size) {
        back(account);
        away.put(account.jid(), new Away(account, size + 1));
        rows += size + 1;
        var gone = new ArrayList<Account>(1);
        var eldest = away.values().iterator();
        while (rows > most) {
            var one = eldest.next();
            eldest.remove();
            rows -= one.rows;
            gone.add(one.account);
        }
        return gone;
    }

    /** Somebody needs it again. */
    synchronized void back(Account account) {
        var one = away.remove(account.jid());
        rows -= one == null ? 0 : one.rows;
    }

    synchronized boolean has(Account account) {
        return away.containsKey(account.jid());
    }
}
