package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;

/**
 * Calls that others carry, as sources outside tell of them: they show in what phones do, and where a source tells how
 * they ended, they are decided as our own are. The same call seen by two sources, or by us, counts once. Safe to share,
 * under the lock of the tracker.
 */
public final class OutsideCalls {

    /** How long a source that cannot be heard is still believed, where nothing else is configured. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long a call that was decided is known to sources that come later. */
    private static final Duration REMEMBERED = Duration.ofSeconds(60);

    private static final String OURS = "";

    /** What the calls are part of. */
    record Ground(
            Object lock,
            Timers timers,
            Executor where,
            InstantSource clock,
            Duration settle,
            Duration maxCall,
            Phones phones,
            CallLog log,
            Consumer<CallRecord> decided) {}

    private final Ground on;
    private final List<Reporter> reporters = new ArrayList<>();
    private final Map<List<String>, OutsideCall> calls = new HashMap<>();
    private final Map<UserId, Set<OutsideCall>> ofPeople = new HashMap<>();
    private final Map<UserId, Set<Known>> known = new HashMap<>();

    /** A call in a record of this source, or of ours. */
    private record Known(String source, Sighting seen) {}

    OutsideCalls(Ground on) {
        this.on = on;
    }

    /** For a source to tell by, for good: as many as there are sources. */
    public Reporter reporter(String source) {
        return reporter(source, PATIENCE);
    }

    /** @param patience how long after its last word the source is still believed */
    public Reporter reporter(String source, Duration patience) {
        var reporter = new Reporter(this, source, patience);
        synchronized (on.lock) {
            reporters.add(reporter);
        }
        return reporter;
    }

    /** One for each source. */
    public List<Reporter> reporters() {
        synchronized (on.lock) {
            return List.copyOf(reporters);
        }
    }

    <T> T locked(Supplier<T> what) {
        synchronized (on.lock) {
            return what.get();
        }
    }

    Instant time() {
        return on.clock.instant();
    }

    Timer after(Duration delay, Runnable task) {
        return on.timers.after(delay, on.where, task);
    }

    Timer expiry(Runnable task) {
        return after(on.maxCall, task);
    }

    void withdrawn() {
        on.log.withdrawn.increment();
    }

    // What follows is under the lock.

    SeenLeg begin(String source, OutsideLeg leg) {
        var at = on.clock.instant();
        var call = calls.computeIfAbsent(List.of(source, leg.call()), key -> new OutsideCall(source, leg.call(), 0));
        if (!leg.calling() && call.wasTakenBefore(leg, at.minus(on.settle))) {
            call = call.next();
            calls.put(List.of(source, leg.call()), call);
        }
        var seen = new SeenLeg(call, leg, at);
        call.add(seen);
        call.settling.ifPresent(Timer::cancel);
        call.settling = Optional.empty();
        show(seen, at);
        return seen;
    }

    SeenLeg changed(SeenLeg seen, OutsideLeg leg) {
        var at = on.clock.instant();
        seen.becomes(leg, at);
        show(seen, at);
        return seen;
    }

    void over(SeenLeg seen, Optional<Outcome> how) {
        var at = on.clock.instant();
        var call = seen.call;
        var busy = how.equals(Optional.of(Outcome.BUSY))
                && seen.now.user().filter(on.phones::talks).isEmpty();
        seen.ends(busy ? Optional.of(Outcome.DECLINED) : how, at);
        seen.now.user().ifPresent(user -> on.phones.outside(user, seen, PhoneStatus.IDLE, at));
        if (call.isOver()) {
            call.settling = Optional.of(after(on.settle, () -> locked(() -> decide(call, at))));
        }
    }

    private void show(SeenLeg seen, Instant at) {
        seen.now.user().ifPresent(user -> {
            ofPeople.computeIfAbsent(user, who -> new LinkedHashSet<>()).add(seen.call);
            on.phones.outside(user, seen, seen.now.state().phone(), at);
        });
    }

    private Void decide(OutsideCall call, Instant ended) {
        if (call.decided || !call.isOver()) {
            return null;
        }
        call.decided = true;
        calls.remove(List.of(call.source, call.id), call);
        call.record(ended, leg -> isKnown(leg, call.source)).ifPresent(record -> {
            remember(call.source, call.sightings());
            on.decided.accept(refined(record, call.source, call.sightings()));
        });
        after(REMEMBERED, () -> locked(() -> forget(call)));
        return null;
    }

    private Void forget(OutsideCall call) {
        if (call.sightings().stream().anyMatch(this::goesOn)) {
            after(REMEMBERED, () -> locked(() -> forget(call)));
            return null;
        }
        call.people()
                .forEach(user ->
                        ofPeople.computeIfPresent(user, (who, all) -> all.remove(call) && all.isEmpty() ? null : all));
        return null;
    }

    /** Whether the call is, or was, in a record of ours or of another source. */
    private boolean isKnown(SeenLeg leg, String source) {
        var seen = leg.now.sighting();
        return seen.filter(sighting ->
                        on.phones.carried(sighting.user()).anyMatch(sighting::isSame) || isTold(sighting, source))
                .isPresent();
    }

    /** Whether it was in a record that is not of this source. */
    private boolean isTold(Sighting seen, String source) {
        return known.getOrDefault(seen.user(), Set.of()).stream()
                .filter(one -> !one.source.equals(source))
                .anyMatch(one -> seen.isSame(one.seen));
    }

    /** Whether a source sees a phone of somebody in it ring on: then it is too early to decide it. */
    boolean ringOn(LogicalCall call) {
        return !ofPeople.isEmpty()
                && call.sightings().stream().anyMatch(seen -> of(seen.user()).anyMatch(other -> other.ringsOn(seen)));
    }

    /**
     * A record of ours in the light of what sources see of the same call; it is known from now on. Empty if it tells of
     * nobody whom another record has not told of: the call came to us when a source had told how it ended.
     */
    Optional<CallRecord> ofOurs(CallRecord record, LogicalCall call) {
        if (reporters.isEmpty()) {
            return Optional.of(record);
        }
        var seen = call.sightings();
        var told = seen.stream()
                .filter(one -> isTold(one, OURS))
                .map(Sighting::user)
                .collect(Collectors.toSet());
        remember(OURS, seen);
        var legs = record.legs().stream()
                .filter(leg -> !told.contains(leg.user()))
                .map(leg -> refined(leg, OURS, seen))
                .toList();
        return legs.isEmpty() && !record.legs().isEmpty() ? Optional.empty() : Optional.of(record.with(legs));
    }

    private void remember(String source, List<Sighting> seen) {
        seen.forEach(one ->
                known.computeIfAbsent(one.user(), who -> new LinkedHashSet<>()).add(new Known(source, one)));
        after(REMEMBERED, () -> locked(() -> forget(source, seen)));
    }

    private Void forget(String source, List<Sighting> seen) {
        if (seen.stream().anyMatch(this::goesOn)) {
            after(REMEMBERED, () -> locked(() -> forget(source, seen)));
        } else {
            seen.forEach(one -> known.computeIfPresent(
                    one.user(), (who, all) -> all.remove(new Known(source, one)) && all.isEmpty() ? null : all));
        }
        return null;
    }

    /** Whether we, or another source, have not come to the end of it yet. */
    private boolean goesOn(Sighting seen) {
        return on.phones.carried(seen.user()).anyMatch(seen::isSame)
                || of(seen.user()).anyMatch(call -> !call.isOver() && call.isSeenAs(seen));
    }

    private CallRecord refined(CallRecord call, String source, List<Sighting> seen) {
        return call.with(
                call.legs().stream().map(leg -> refined(leg, source, seen)).toList());
    }

    private CallRecord.LegRecord refined(CallRecord.LegRecord leg, String source, List<Sighting> seen) {
        return seen.stream()
                .filter(one -> one.user().equals(leg.user()))
                .flatMap(one -> of(one.user())
                        .filter(call -> !call.source.equals(source))
                        .flatMap(call -> call.seenAs(one)))
                .reduce(leg, LogicalCall::better);
    }

    private Stream<OutsideCall> of(UserId user) {
        return ofPeople.getOrDefault(user, Set.of()).stream();
    }

    void forget(UserId user) {
        reporters.forEach(reporter -> reporter.forget(user));
    }
}
