package offhook.xmpp.archive;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Overloaded;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops of every archive what is too old or too much: the oldest first, as XEP-0313 §3.2 wants it, and little at once.
 * It walks over all archives once in a while, and over one that grows fast at once. On its lane, whose pool may block.
 */
final class Retention {

    /** No more rows are dropped in one transaction. */
    static final int BATCH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration BETWEEN_WALKS = Duration.ofHours(6);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);

    private final ArchiveConfig config;
    private final ArchiveStore store;
    private final InstantSource clock;
    private final ConcurrentMap<Jid, Integer> growth = new ConcurrentHashMap<>();
    private Timers timers;
    private Lane lane;

    Retention(ArchiveConfig config, ArchiveStore store, InstantSource clock) {
        this.config = config;
        this.store = store;
        this.clock = clock;
    }

    void start(Timers someTimers, Lane someLane) {
        timers = someTimers;
        lane = someLane;
        lane.execute(() -> walk(""));
    }

    /** One message more; any thread. */
    void added(Jid archive) {
        if (growth.merge(archive, 1, Integer::sum) == Math.max(BATCH, config.messages() / 10)) {
            growth.remove(archive);
            try {
                lane.execute(() -> trim(archive, () -> {}));
            } catch (Overloaded e) {
                LOG.debug("{} waits for the next walk", archive, e); // who wrote the message is not to blame
            }
        }
    }

    private void walk(String name) {
        attempt(() -> {
            var next = store.archiveAfter(name);
            if (next.isPresent()) {
                trim(next.get(), () -> walk(next.get().toString()));
            } else {
                growth.clear();
                timers.after(BETWEEN_WALKS, lane, () -> walk(""));
            }
        });
    }

    /** Drops a batch, and the next a moment later, until none is left. */
    private void trim(Jid archive, Runnable then) {
        long old = Places.first(clock.instant().minus(config.keep())) - 1;
        long upTo = store.beyond(archive, config.messages())
                .map(place -> Math.max(place, old))
                .orElse(old);
        store.drop(archive, upTo, BATCH)
                .whenCompleteAsync(
                        (dropped, failure) -> attempt(() -> {
                            if (failure != null) {
                                throw new IllegalStateException(failure);
                            }
                            if (dropped == BATCH) {
                                timers.after(BETWEEN_BATCHES, lane, () -> attempt(() -> trim(archive, then)));
                            } else {
                                then.run();
                            }
                        }),
                        lane);
    }

    /** A failure ends the walk; the next one begins anew. */
    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            var cause = Optional.ofNullable(e.getCause()).orElse(e);
            LOG.warn("Old messages of the archives could not be dropped: {}", Cause.line(cause));
            timers.after(BETWEEN_WALKS, lane, () -> walk(""));
        }
    }
}
