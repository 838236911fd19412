package offhook.sip.call;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/**
 * Writes of a call only what the database does not hold yet, and once what changes twice before the writer comes to it.
 * Safe to share.
 */
final class SparingCalls implements CallStore {

    private final CallTable table;

    /** What waits for the writer. */
    private final Map<Key, Waiting> waiting = new HashMap<>(); // guarded by this

    /** What the database holds of calls that are open, as far as it is known; only the writer's thread adds to it. */
    private final Map<Key, CallRow> written = new ConcurrentHashMap<>();

    private record Key(String callId, String fromTag) {

        static Key of(CallRow row) {
            return new Key(row.invite().callId(), row.invite().fromTag());
        }
    }

    private static final class Waiting {
        private CallRow row;
        private CompletionStage<Void> done;

        Waiting(CallRow row) {
            this.row = row;
        }
    }

    SparingCalls(CallTable table) {
        this.table = table;
    }

    @Override
    public synchronized CompletionStage<Void> save(CallRow row) {
        var key = Key.of(row);
        var before = waiting.get(key);
        if (before != null) {
            before.row = row;
            return before.done;
        }
        var mine = new Waiting(row);
        waiting.put(key, mine);
        mine.done = table.database()
                .write(tx -> {
                    save(tx, key, take(key, mine));
                    return (Void) null;
                })
                .whenComplete((ok, failure) -> {
                    if (failure != null) {
                        take(key, mine);
                        written.remove(key);
                    }
                });
        return mine.done;
    }

    private synchronized CallRow take(Key key, Waiting mine) {
        waiting.remove(key, mine);
        return mine.row;
    }

    private void save(Handle tx, Key key, CallRow row) throws Exception {
        var before = written.remove(key);
        CallTable.save(tx, row, before);
        written.put(key, row);
    }

    @Override
    public CompletionStage<Void> pretend() {
        return table.pretend();
    }

    @Override
    public CompletionStage<Void> close(CallRecord call, List<CallRow> rows, Consumer<Handle> last) {
        return table.database().write(tx -> {
            int closed = 0;
            for (var row : rows) {
                CallTable.save(tx, row, written.remove(Key.of(row)));
                closed += CallTable.close(tx, row, call.ended());
            }
            if (closed > 0) {
                last.accept(tx);
            }
            return null;
        });
    }

    @Override
    public List<CallRow> open() {
        return table.open();
    }

    @Override
    public CompletionStage<Void> forget(Instant before) {
        return table.forget(before);
    }
}
