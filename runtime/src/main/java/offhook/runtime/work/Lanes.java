package offhook.runtime.work;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One lane for each key: an account, a user, a room. Safe to share.
 *
 * <p>Whoever holds a lane, and the pool while it works, keep it; nobody else does. So two tasks of one key never run at
 * the same time, and a key that nobody uses any more leaves nothing behind.
 */
public final class Lanes {

    private final ConcurrentMap<Object, Entry> lanes = new ConcurrentHashMap<>();
    private final ReferenceQueue<Lane> gone = new ReferenceQueue<>();
    private final Supplier<Lane> create;

    /** Lanes over a pool that bounds nothing itself, since each lane is bounded; what tasks throw is logged. */
    public Lanes(Executor pool) {
        create = () -> new Lane(pool);
    }

    /** @param failures told what a task threw, on the thread of the task */
    public Lanes(Executor pool, Consumer<Throwable> failures) {
        create = () -> new Lane(pool, failures);
    }

    /** The lane of this key: the same one for as long as anybody holds it or it has work. */
    public Lane lane(Object key) {
        forgetGone();
        var entry = lanes.get(key);
        var lane = entry == null ? null : entry.get();
        while (lane == null) {
            // The entry may lose its lane between compute and get; then the next round makes a new one.
            lane = lanes.compute(key, (k, old) -> old != null && old.get() != null ? old : new Entry(k))
                    .get();
        }
        return lane;
    }

    /** How many keys are known, lanes that are about to be forgotten included. */
    public int size() {
        forgetGone();
        return lanes.size();
    }

    /** How many tasks wait in all lanes; looks at each of them. */
    public int waiting() {
        return lanes.values().stream()
                .map(Entry::get)
                .filter(Objects::nonNull)
                .mapToInt(Lane::depth)
                .sum();
    }

    private void forgetGone() {
        for (var entry = gone.poll(); entry != null; entry = gone.poll()) {
            lanes.remove(((Entry) entry).key, entry);
        }
    }

    private final class Entry extends WeakReference<Lane> {

        private final Object key;

        Entry(Object key) {
            super(create.get(), gone);
            this.key = key;
        }
    }
}
