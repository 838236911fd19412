package offhook.xmpp.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterStore;

/** Rosters in memory; a change is committed when the executor gets to it. */
public final class MemoryRosterStore implements RosterStore {

    private final Executor writer;
    private final Map<Jid, Stored> heads = new HashMap<>();
    private final Map<Jid, Map<String, Row>> rows = new HashMap<>();
    private boolean broken;

    public MemoryRosterStore(Executor writer) {
        this.writer = writer;
    }

    /** From now on nothing is saved. */
    public void breakDown() {
        broken = true;
    }

    @Override
    public Stored load(Jid account) {
        var head = heads.getOrDefault(account, new Stored(0, 0, List.of()));
        return new Stored(
                head.version(),
                head.floor(),
                List.copyOf(rows.getOrDefault(account, Map.of()).values()));
    }

    @Override
    public CompletionStage<Void> save(Jid account, Changed changed) {
        return CompletableFuture.runAsync(
                () -> {
                    if (broken) {
                        throw new IllegalStateException("no database");
                    }
                    heads.put(account, new Stored(changed.version(), changed.floor(), List.of()));
                    var items = rows.computeIfAbsent(account, a -> new TreeMap<>());
                    changed.rows().forEach(row -> items.put(row.item().jid().toString(), row));
                    changed.forgotten().forEach(jid -> items.remove(jid.toString()));
                },
                writer);
    }
}
