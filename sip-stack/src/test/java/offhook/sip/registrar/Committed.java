package offhook.sip.registrar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store in memory that commits when the test says so. */
final class Committed implements BindingStore {

    final List<Binding> rows = new ArrayList<>();
    CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
    int changes;

    @Override
    public CompletionStage<Void> change(BindingChange change) {
        changes++;
        return pending.thenRun(() -> {
            rows.removeIf(row -> isIn(change.removed(), row) || isIn(change.put(), row));
            rows.addAll(change.put());
        });
    }

    private static boolean isIn(List<Binding> bindings, Binding row) {
        return bindings.stream()
                .anyMatch(other ->
                        other.isOf(row.user(), row.aor()) && other.slot().equals(row.slot()));
    }

    /** What waits, and what comes from now on. */
    void commit() {
        var waiting = pending;
        pending = CompletableFuture.completedFuture(null);
        waiting.complete(null);
    }

    @Override
    public CompletionStage<Void> expire(Instant now) {
        rows.removeIf(row -> !row.expires().isAfter(now));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Binding> all() {
        return List.copyOf(rows);
    }
}
