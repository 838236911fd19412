package offhook.sip.registrar;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;

/**
 * Spares the database those refreshes that say nothing new but how long: a binding is written as if it lasted longer than
 * its phone asked for, and the next write comes when that is not enough any more. So no restart loses a binding that was
 * confirmed. After one, a phone that has gone without a word may be called for that much longer; one that took its
 * binding away is not, since every other change is written. Safe to share.
 */
final class LeasedBindings implements BindingStore {

    /** As much longer as the phone asked for, up to this. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final BindingStore store;
    private final InstantSource clock;

    /** What the database holds; nothing is here of what is on its way there. */
    private final Map<Slot, Row> rows = new HashMap<>(); // guarded by this

    private record Slot(UserId user, String aor, String slot) {

        static Slot of(Binding binding) {
            return new Slot(binding.user(), binding.aor(), binding.slot());
        }
    }

    /** @param expires as the phone asked for last */
    private record Row(Binding written, Instant expires) {

        boolean covers(Binding binding) {
            return written.saysAsMuchAs(binding) && !binding.expires().isAfter(written.expires());
        }
    }

    LeasedBindings(BindingStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Void> change(BindingChange change) {
        var put = new ArrayList<Binding>(change.put().size());
        for (var binding : change.put()) {
            if (!isCovered(binding)) {
                put.add(binding);
            }
        }
        return put.isEmpty() && change.removed().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : write(change.removed(), put);
    }

    private boolean isCovered(Binding binding) {
        var slot = Slot.of(binding);
        var row = rows.get(slot);
        if (row == null || !row.covers(binding)) {
            return false;
        }
        rows.put(slot, new Row(row.written, binding.expires()));
        return true;
    }

    private CompletionStage<Void> write(List<Binding> removed, List<Binding> put) {
        removed.forEach(binding -> rows.remove(Slot.of(binding)));
        put.forEach(binding -> rows.remove(Slot.of(binding)));
        var longer = put.stream().map(this::longer).toList();
        return store.change(new BindingChange(removed, longer)).thenRun(() -> written(removed, put, longer));
    }

    private Binding longer(Binding binding) {
        var asked = Duration.between(clock.instant(), binding.expires());
        return binding.until(binding.expires().plus(asked.compareTo(LONGEST) < 0 ? asked : LONGEST));
    }

    /** Commits are told in their order, so the last word here is the last one there. */
    private synchronized void written(List<Binding> removed, List<Binding> put, List<Binding> longer) {
        removed.forEach(binding -> rows.remove(Slot.of(binding)));
        for (int i = 0; i < put.size(); i++) {
            rows.put(Slot.of(put.get(i)), new Row(longer.get(i), put.get(i).expires()));
        }
    }

    /** Also what is kept longer than its phone has asked for. */
    @Override
    public synchronized CompletionStage<Void> expire(Instant now) {
        var over = rows.values().stream()
                .filter(row -> !row.expires.isAfter(now))
                .map(Row::written)
                .toList();
        var swept = store.expire(now);
        return over.isEmpty() ? swept : swept.thenCombine(write(over, List.of()), (one, other) -> null);
    }

    @Override
    public List<Binding> all() {
        var all = store.all();
        synchronized (this) {
            all.forEach(binding -> rows.put(Slot.of(binding), new Row(binding, binding.expires())));
        }
        return all;
    }
}
