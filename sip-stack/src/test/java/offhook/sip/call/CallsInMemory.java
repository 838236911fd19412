package offhook.sip.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** A store that commits at once, or when the test says so, or never. */
final class CallsInMemory implements CallStore {

    final Map<List<String>, CallRow> open = new LinkedHashMap<>();
    final List<CallRecord> closed = new ArrayList<>();
    final List<Runnable> waiting = new ArrayList<>();
    boolean slow;
    int failures;

    @Override
    public CompletionStage<Void> save(CallRow call) {
        return write(() -> open.put(key(call), call));
    }

    @Override
    public CompletionStage<Void> close(CallRecord call, List<CallRow> rows, Consumer<Handle> last) {
        return write(() -> {
            rows.forEach(row -> open.remove(key(row)));
            closed.add(call);
            last.accept(null);
        });
    }

    @Override
    public CompletionStage<Void> pretend() {
        return write(() -> {});
    }

    private CompletionStage<Void> write(Runnable change) {
        var done = new CompletableFuture<Void>();
        if (failures > 0) {
            failures--;
            done.completeExceptionally(new IllegalStateException("disk full"));
            return done;
        }
        Runnable commit = () -> {
            change.run();
            done.complete(null);
        };
        if (slow) {
            waiting.add(commit);
        } else {
            commit.run();
        }
        return done;
    }

    void commit() {
        var all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }

    private static List<String> key(CallRow call) {
        return List.of(call.invite().callId(), call.invite().fromTag());
    }

    @Override
    public List<CallRow> open() {
        return List.copyOf(open.values());
    }

    @Override
    public CompletionStage<Void> forget(Instant before) {
        return CompletableFuture.completedFuture(null);
    }
}
