package offhook.sip.event;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import offhook.sip.message.SipFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others have published about our people for one event package, RFC 3903: in memory what the database has committed.
 * A publication that nobody refreshes expires, so orphans do not stay. Safe to share.
 *
 * @param <T> what a body says
 */
public final class Publications<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

    /** A person's phones, and some that were started anew without their last entity-tag. */
    private static final int MOST_OF_ONE = 16;

    private final String event;
    private final String contentType;
    private final Function<String, T> reader;
    private final PublicationStore store;
    private final InstantSource clock;
    private final Timers timers;
    private final Executor where;
    private final Supplier<String> tags;
    private final Map<UserId, List<Kept<T>>> byUser = new ConcurrentHashMap<>();
    private final Set<String> changing = ConcurrentHashMap.newKeySet();
    private final List<Consumer<UserId>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> pbxListeners = new CopyOnWriteArrayList<>();

    private record Kept<T>(PublicationRow row, T state) {}

    /**
     * What they stand on.
     *
     * @param where what becomes due runs here
     * @param tags new entity-tags that nobody can guess
     */
    public record Ground(
            Database database, InstantSource clock, Timers timers, Executor where, Supplier<String> tags) {}

    /** @param reader reads a body; throws {@link SipFailure} where it cannot */
    public Publications(String event, String contentType, Function<String, T> reader, Ground ground) {
        this.event = event;
        this.contentType = contentType;
        this.reader = reader;
        this.store = new PublicationTable(ground.database);
        this.clock = ground.clock;
        this.timers = ground.timers;
        this.where = ground.where;
        this.tags = ground.tags;
    }

    String event() {
        return event;
    }

    String contentType() {
        return contentType;
    }

    /** What holds now, the oldest first. */
    public List<T> of(UserId user) {
        var now = clock.instant();
        return byUser.getOrDefault(user, List.of()).stream()
                .filter(kept -> kept.row.expires().isAfter(now))
                .map(Kept::state)
                .toList();
    }

    /** From now on the listener hears of everybody of whom something else is published. */
    public void listen(Consumer<UserId> other) {
        listeners.add(other);
    }

    private void tell(UserId user) {
        listeners.forEach(listener -> listener.accept(user));
    }

    /** Takes up what there was before the last end. Blocks. */
    void load() {
        for (var row : store.open(event, clock.instant())) {
            try {
                put(new Kept<>(row, reader.apply(row.body())), Optional.empty());
                tell(row.user());
            } catch (SipFailure unreadable) {
                store.replace(Optional.of(row.etag()), Optional.empty());
            }
        }
    }

    /**
     * RFC 3903 §6: a first publication, its refresh, change or removal.
     *
     * @param etag of the one that there is
     * @param body empty for a refresh
     * @param lasts zero to remove it
     * @param byPbx whether the PBX says it
     * @return its new entity-tag, once it is committed
     * @throws SipFailure 412 if there is none of that entity-tag; 400 if the body is missing or cannot be read
     */
    CompletionStage<String> change(
            UserId user, Optional<String> etag, Optional<String> body, Duration lasts, boolean byPbx) {
        var before = etag.map(tag -> find(user, tag).orElseThrow(() -> new SipFailure(412)));
        var state = body.map(reader)
                .or(() -> before.map(Kept::state))
                .orElseThrow(() -> new SipFailure(400, "Missing Body"));
        var all = byUser.getOrDefault(user, List.of());
        if (before.isEmpty() && all.size() >= MOST_OF_ONE) {
            throw new SipFailure(403, "Too Many Publications");
        }
        // Two changes of one state at a time: the second does not know the first one's tag.
        if (etag.isPresent() && !changing.add(etag.get())) {
            throw new SipFailure(412);
        }
        var now = clock.instant();
        var row = new PublicationRow(
                event,
                user,
                tags.get(),
                body.orElseGet(() -> before.orElseThrow().row.body()),
                now.plus(lasts),
                now,
                byPbx);
        return store.replace(etag, lasts.isZero() ? Optional.empty() : Optional.of(row))
                .whenComplete((ok, failure) -> etag.ifPresent(changing::remove))
                .thenApply(ok -> {
                    if (lasts.isZero()) {
                        remove(user, etag);
                    } else {
                        put(new Kept<>(row, state), etag);
                    }
                    tell(user);
                    if (byPbx) {
                        pbxListeners.forEach(Runnable::run);
                    }
                    return row.etag();
                });
    }

    /** How many there are. */
    int size() {
        return byUser.values().stream().mapToInt(List::size).sum();
    }

    private Optional<Kept<T>> find(UserId user, String etag) {
        var now = clock.instant();
        return byUser.getOrDefault(user, List.of()).stream()
                .filter(kept ->
                        kept.row.etag().equals(etag) && kept.row.expires().isAfter(now))
                .findFirst();
    }

    private void put(Kept<T> kept, Optional<String> instead) {
        byUser.compute(kept.row.user(), (user, all) -> {
            var next = new ArrayList<>(without(all == null ? List.of() : all, instead));
            next.add(kept);
            return List.copyOf(next);
        });
        timers.after(Duration.between(clock.instant(), kept.row.expires()), where, () -> expire(kept.row));
    }

    private void remove(UserId user, Optional<String> etag) {
        byUser.computeIfPresent(user, (who, all) -> {
            var rest = without(all, etag);
            return rest.isEmpty() ? null : rest;
        });
    }

    private static <T> List<Kept<T>> without(List<Kept<T>> all, Optional<String> etag) {
        return all.stream()
                .filter(kept -> !etag.equals(Optional.of(kept.row.etag())))
                .toList();
    }

    private void expire(PublicationRow row) {
        boolean isHere = byUser.getOrDefault(row.user(), List.of()).stream()
                .anyMatch(kept -> kept.row.etag().equals(row.etag()));
        if (isHere) {
            drop(row);
        }
    }

    private void drop(PublicationRow row) {
        var etag = Optional.of(row.etag());
        remove(row.user(), etag);
        store.replace(etag, Optional.empty()).whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.warn("A publication that holds no more stays in the database for now: {}", Cause.line(failure));
            }
        });
        tell(row.user());
    }

    /** From now on the listener hears whenever the PBX has published something, refreshed or removed it. */
    void listenToPbx(Runnable other) {
        pbxListeners.add(other);
    }

    /** What the PBX has published and holds. */
    List<PublicationRow> byPbx() {
        return byUser.values().stream()
                .flatMap(List::stream)
                .map(Kept::row)
                .filter(PublicationRow::byPbx)
                .toList();
    }

    /** What the PBX has published holds no more; whoever refreshes it learns by a 412 that it has to be said anew. */
    int dropByPbx() {
        var rows = byPbx();
        rows.forEach(this::drop);
        return rows.size();
    }

    /** Somebody is not here any more. */
    void forget(UserId user) {
        var theirs = byUser.remove(user);
        if (theirs != null) {
            theirs.forEach(kept -> store.replace(Optional.of(kept.row.etag()), Optional.empty()));
            tell(user);
        }
    }
}
