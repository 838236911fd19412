package offhook.sip.registrar;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bindings of this node: in memory what the database has committed. Safe to share. */
public final class LocalBindings implements Bindings {

    private static final Logger LOG = LoggerFactory.getLogger(LocalBindings.class);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private static final Comparator<Binding> NEXT = Comparator.comparingDouble(Binding::q)
            .thenComparing(Binding::refreshed)
            .reversed();

    private final BindingStore store;
    private final InstantSource clock;
    private final Predicate<UserId> isHere;
    private final Map<UserId, List<Binding>> byUser = new ConcurrentHashMap<>();
    private final Map<String, UserId> series = new ConcurrentHashMap<>();
    private final Places places = new Places();
    private final List<Consumer<UserId>> watchers = new CopyOnWriteArrayList<>();

    /** @param isHere whether somebody of this id may be called */
    LocalBindings(BindingStore store, InstantSource clock, Predicate<UserId> isHere) {
        this.store = store;
        this.clock = clock;
        this.isHere = isHere;
    }

    /**
     * Takes up the bindings that are in the database, and drops those of people who have left. Blocks.
     *
     * @param isHere whether somebody of this id may be called
     */
    public static LocalBindings open(Database database, InstantSource clock, Predicate<UserId> isHere) {
        var bindings = new LocalBindings(new LeasedBindings(new BindingTable(database), clock), clock, isHere);
        bindings.load();
        return bindings;
    }

    void load() {
        store.all().forEach(this::put);
        forgetWhoLeft(byUser.keySet());
    }

    /** Drops what has expired, now and every minute. */
    public void sweep(Timers timers, Executor where) {
        var now = clock.instant();
        byUser.forEach((user, all) -> {
            if (!all.stream().allMatch(binding -> binding.expires().isAfter(now))) {
                update(user, those -> those.stream()
                        .filter(binding -> binding.expires().isAfter(now))
                        .toList());
            }
        });
        store.expire(now).whenComplete((ok, failure) -> {
            if (failure != null) {
                LOG.warn("Expired bindings stay in the database for now: {}", Cause.line(failure));
            }
        });
        timers.after(SWEEP, where, () -> sweep(timers, where));
    }

    @Override
    public List<Binding> of(UserId user) {
        var all = byUser.get(user);
        if (all == null) {
            return List.of();
        }
        var now = clock.instant();
        var phones = new ArrayList<Binding>(all.size());
        for (var binding : all) {
            boolean twice = phones.stream()
                    .anyMatch(other -> other.uri().isEquivalent(binding.uri()) && !other.isSameDevice(binding));
            if (binding.expires().isAfter(now) && binding.isUsable() && !twice) {
                phones.add(binding);
            }
        }
        phones.sort(NEXT);
        return phones;
    }

    @Override
    public Optional<UserId> ofSeries(String number) {
        return Optional.ofNullable(series.get(number));
    }

    /** The bindings of one address of record, in the order in which they came. */
    List<Binding> of(UserId user, String aor) {
        var now = clock.instant();
        return byUser.getOrDefault(user, List.of()).stream()
                .filter(binding ->
                        binding.aor().equals(aor) && binding.expires().isAfter(now))
                .toList();
    }

    /** From now on this hears of everybody whose phones may be others. It only takes a note. */
    public void watch(Consumer<UserId> watcher) {
        watchers.add(watcher);
    }

    public Phones phones() {
        return places;
    }

    /** Who has a phone. */
    public Set<UserId> people() {
        return Set.copyOf(byUser.keySet());
    }

    /** How many there are, expired ones included until they are swept. */
    public int size() {
        return byUser.values().stream().mapToInt(List::size).sum();
    }

    /** Changes the database, then the memory, so that no phone is told what a restart would take back. */
    CompletionStage<Void> change(BindingChange change) {
        return store.change(change).thenRun(() -> {
            change.removed().forEach(this::remove);
            change.put().forEach(this::put);
            forgetWhoLeft(change.put().stream().map(Binding::user).toList());
        });
    }

    /** Somebody has left: their phones are not called any more. */
    public CompletionStage<Void> forget(UserId user) {
        var theirs = byUser.getOrDefault(user, List.of());
        update(user, all -> List.of());
        return theirs.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : store.change(new BindingChange(theirs, List.of()));
    }

    /** The same within the transaction that removes the person, so that nobody inherits their phones. */
    public static void forget(UserId user, Handle tx) {
        BindingTable.forget(user, tx);
    }

    /** While a REGISTER was on its way to the database, or while we were down. */
    private void forgetWhoLeft(Collection<UserId> people) {
        people.stream().filter(isHere.negate()).forEach(this::forget);
    }

    private void remove(Binding binding) {
        update(binding.user(), all -> without(all, binding));
    }

    private void put(Binding binding) {
        update(binding.user(), all -> {
            var next = without(all, binding);
            next.add(binding);
            return List.copyOf(next);
        });
    }

    private void update(UserId who, UnaryOperator<List<Binding>> change) {
        byUser.compute(who, (user, all) -> {
            var before = all == null ? List.<Binding>of() : all;
            var after = change.apply(before);
            if (!isRefresh(before, after)) {
                index(user, before, after);
            }
            return after.isEmpty() ? null : after;
        });
        watchers.forEach(watcher -> watcher.accept(who));
    }

    /** What comes most: the one phone of somebody says that it is still there. Where it is, is known. */
    private static boolean isRefresh(List<Binding> before, List<Binding> after) {
        return before.size() == 1
                && after.size() == 1
                && before.get(0).saysAsMuchAs(after.get(0))
                && before.get(0).flow().equals(after.get(0).flow())
                && !before.get(0).protocol().isReliable();
    }

    private void index(UserId user, List<Binding> before, List<Binding> after) {
        places.change(before, after);
        var ours = after.stream().map(binding -> binding.device().series()).collect(Collectors.toSet());
        ours.forEach(number -> series.put(number, user));
        before.stream()
                .map(binding -> binding.device().series())
                .filter(number -> !ours.contains(number))
                .forEach(series::remove);
    }

    private static List<Binding> without(List<Binding> all, Binding gone) {
        var rest = new ArrayList<Binding>(all.size() + 1);
        for (var binding : all) {
            if (!binding.isOf(gone.user(), gone.aor()) || !binding.slot().equals(gone.slot())) {
                rest.add(binding);
            }
        }
        return rest;
    }

    Instant now() {
        return clock.instant();
    }
}
