package offhook.xmpp.blocking;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;

/** Block lists in the table {@code blocked}. Safe to share. */
public record BlockTable(Database database) implements BlockStore {

    @Override
    public Map<Jid, Set<Jid>> all() {
        return database.read(handle -> {
            var lists = new HashMap<Jid, Set<Jid>>();
            handle.createQuery("SELECT account, jid FROM blocked")
                    .map((row, context) -> lists.computeIfAbsent(
                                    Jid.parse(row.getString("account")), account -> new HashSet<>())
                            .add(Jid.parse(row.getString("jid"))))
                    .list();
            return lists;
        });
    }

    @Override
    public CompletionStage<Void> add(Jid account, Collection<Jid> blocked) {
        return each("INSERT INTO blocked (account, jid) VALUES (?, ?) ON CONFLICT DO NOTHING", account, blocked);
    }

    @Override
    public CompletionStage<Void> remove(Jid account, Collection<Jid> blocked) {
        return each("DELETE FROM blocked WHERE account = ? AND jid = ?", account, blocked);
    }

    private CompletionStage<Void> each(String sql, Jid account, Collection<Jid> blocked) {
        return database.write(tx -> {
            blocked.forEach(jid -> tx.execute(sql, account.toString(), jid.toString()));
            return null;
        });
    }
}
