package offhook.sip.call;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import offhook.runtime.storage.RepeatableWrite;
import org.jdbi.v3.core.Handle;

/**
 * Writes of a call only what the database does not hold yet, and once what changes twice before the writer comes to it.
 * Safe to share.
 */
final class SparingCalls implements CallStore {

    private final CallTable table;

    /** What waits for the writer. */
    private final Map<Key, Saving> waiting = new HashMap<>(); // guarded by this

    /** What the database holds of calls that are open, as far as it is known; only the writer's thread adds to it. */
    private final Map<Key, CallRow> written = new ConcurrentHashMap<>();

    private record Key(String callId, String fromTag) {

        static Key of(CallRow row) {
            return new Key(row.invite().callId(), row.invite().fromTag());
        }
    }

    /** The row of a call, as it is when the writer comes to it. */
    private final class Saving implements RepeatableWrite<Void> {

        private final Key key;
        private CallRow row; // guarded by the calls
        private CompletionStage<Void> done;

        Saving(CallRow row) {
            this.key = Key.of(row);
            this.row = row;
        }

        @Override
        public Void run(Handle tx) throws SQLException {
            var row = take(this);
            CallTable.save(tx, row, written.remove(key));
            written.put(key, row);
            return null;
        }

        @Override
        public void undone() {
            written.remove(key);
        }
    }

    SparingCalls(CallTable table) {
        this.table = table;
    }

    @Override
    public synchronized CompletionStage<Void> save(CallRow row) {
        var before = waiting.get(Key.of(row));
        if (before != null) {
            before.row = row;
            return before.done;
        }
        var mine = new Saving(row);
        waiting.put(mine.key, mine);
        mine.done = table.database().write(mine).whenComplete((ok, failure) -> {
            if (failure != null) {
                take(mine);
                mine.undone();
            }
        });
        return mine.done;
    }

    private synchronized CallRow take(Saving mine) {
        waiting.remove(mine.key, mine);
        return mine.row;
    }

    @Override
    public CompletionStage<Void> pretend() {
        return table.pretend();
    }

    @Override
    public CompletionStage<Void> close(CallRecord call, List<CallRow> rows, Consumer<Handle> last) {
        RepeatableWrite<Void> closing = tx -> {
            int closed = 0;
            for (var row : rows) {
                CallTable.save(tx, row, written.remove(Key.of(row)));
                closed += CallTable.close(tx, row, call.ended());
            }
            if (closed > 0) {
                last.accept(tx);
            }
            return null;
        };
        return table.database().write(closing);
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
