package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import offhook.directory.UserId;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows every call that is not yet over and settled. Safe to share: calls belong to many loops and concern each other,
 * so one lock guards them all, held for microseconds and never while something waits. The listener hears of changes
 * under it, hence in order, and must not report calls in return.
 */
public final class CallTracker {

    private static final Logger LOG = LoggerFactory.getLogger(CallTracker.class);

    private final CallStore store;
    private final CallListener listener;
    private final Timers timers;
    private final Executor where;
    private final InstantSource clock;
    private final Duration settle;
    private final Duration maxCall;
    private final CallLog log = new CallLog();
    private final Phones phones;
    private final OutsideCalls outside;
    private final PatientCalls writes;
    private final CallIndex calls;

    /**
     * @param where what becomes due runs here
     * @param settle how long after its last leg a call is decided
     * @param maxCall how long a call is believed in that nothing refreshes
     */
    public CallTracker(
            CallStore store,
            CallListener listener,
            Timers timers,
            Executor where,
            InstantSource clock,
            Duration settle,
            Duration maxCall) {
        this.store = store;
        this.listener = listener;
        this.timers = timers;
        this.where = where;
        this.clock = clock;
        this.settle = settle;
        this.maxCall = maxCall;
        calls = new CallIndex(settle);
        writes = new PatientCalls(store, timers, where, log);
        phones = new Phones(listener);
        outside = new OutsideCalls(new OutsideCalls.Ground(
                this,
                timers,
                where,
                clock,
                settle,
                maxCall,
                phones,
                log,
                call -> close(call, List.of(OutsideCall.row(call)))));
    }

    /** Calls that others carry, and who tells of them. */
    public OutsideCalls outside() {
        return outside;
    }

    /** What a person's phones are doing now. */
    public PhoneStatus status(UserId user) {
        return phones.status(user);
    }

    /** Everybody whose phones are not idle. */
    public Map<UserId, PhoneStatus> busy() {
        return phones.busy();
    }

    /** How many calls that person's phones take part in. */
    public synchronized int calls(UserId user) {
        return phones.calls(user);
    }

    /**
     * Every call as it shows on a person's phones, until it has settled.
     *
     * @param domain of the numbers that people dial
     */
    public synchronized List<Line> lines(UserId user, String domain) {
        return phones.lines(user, domain);
    }

    /** Whether the proxy itself carries a call of this person with this Call-ID. */
    public synchronized boolean carries(UserId user, String callId) {
        return phones.carries(user, callId);
    }

    /** From now on this hears of everybody whose lines may have changed, as the listener does: it may only take a note. */
    public void watch(Consumer<UserId> watcher) {
        phones.watch(watcher);
    }

    public CallLog log() {
        return log;
    }

    /** How many writes are under way to the database. */
    public int waiting() {
        return writes.waiting();
    }

    /** How many INVITEs are not yet over and settled. */
    public int size() {
        return calls.size();
    }

    /**
     * An INVITE that begins a call, or tries or sends on one that is already here, goes out. Its row is on the way to
     * the database; nothing waits for that.
     */
    public synchronized Call begin(Invite invite) {
        var at = clock.instant();
        var known = find(invite.callId(), invite.fromTag(), "");
        var call = known.orElseGet(() -> add(invite, calls.logical(invite, at).orElseGet(LogicalCall::new)));
        call.tries(invite, at);
        save(call);
        expectMore(call);
        moved(call, at);
        return call;
    }

    /**
     * The call that a request within a dialog belongs to.
     *
     * @param tag of From or To; the caller may be on either side
     */
    public Optional<Call> find(String callId, String tag, String otherTag) {
        return calls.find(callId, tag, otherTag);
    }

    /**
     * Takes up the calls that were open when Offhook went down. Those never answered are over: cut. Answered ones are
     * shown again while their session timer runs, and wait for their BYE. Blocks.
     */
    public void resume() {
        var rows = store.open();
        synchronized (this) {
            var at = clock.instant();
            var begun = new HashMap<List<String>, LogicalCall>();
            for (var row : rows) {
                var logical = begun.computeIfAbsent(
                        List.of(row.firstCallId(), row.firstFromTag()), first -> new LogicalCall());
                add(row.invite(), logical).resume(row, at);
            }
            for (var row : rows) {
                find(row.invite().callId(), row.invite().fromTag(), "").ifPresent(call -> {
                    expectMore(call);
                    moved(call, at);
                });
            }
        }
    }

    /** Somebody is removed for good: calls of theirs go on as nobody's, so that the next one of that name is idle. */
    public synchronized void forget(UserId user) {
        var at = clock.instant();
        for (var call : phones.forget(user)) {
            call.legs().forget(user);
            moved(call, at);
        }
        outside.forget(user);
    }

    private Call add(Invite invite, LogicalCall logical) {
        var call = new Call(this, logical, invite);
        logical.add(call);
        calls.add(call);
        return call;
    }

    /** What comes after the call was decided changes nothing. */
    synchronized <T> Optional<T> change(Call call, Function<Instant, T> what) {
        if (call.logical.decided) {
            return Optional.empty();
        }
        var at = clock.instant();
        var result = what.apply(at);
        moved(call, at);
        return Optional.of(result);
    }

    private void moved(Call call, Instant at) {
        phones.changed(call, at);
        var logical = call.logical;
        if (!logical.isOver()) {
            logical.settling.ifPresent(timer -> timer.cancel());
            logical.settling = Optional.empty();
        } else if (logical.settling.isEmpty()) {
            logical.settling = Optional.of(timers.after(settle, where, () -> decide(logical, at)));
        }
    }

    boolean talksElsewhere(UserId user, Call call) {
        return phones.talksElsewhere(user, call);
    }

    /** Unless something refreshes it, the call is withdrawn when its session timer or the longest call is over. */
    void expectMore(Call call) {
        call.expiry.cancel();
        var left = call.lease()
                .map(lease -> Duration.between(clock.instant(), lease))
                .filter(rest -> rest.compareTo(Duration.ZERO) > 0)
                .orElse(maxCall);
        call.expiry = timers.after(left, where, () -> withdraw(call));
    }

    private void withdraw(Call call) {
        change(call, at -> {
            if (!call.legs().isOver()) {
                LOG.warn("Call {} was not refreshed in time and is withdrawn", CallLog.clean(call.invite.callId()));
                log.withdrawn.increment();
                call.expires(at);
            }
            return call;
        });
    }

    private synchronized void decide(LogicalCall logical, Instant ended) {
        if (outside.ringOn(logical)) {
            logical.settling = Optional.of(timers.after(settle, where, () -> decide(logical, ended)));
            return;
        }
        logical.decided = true;
        var record = logical.record(ended);
        var call = outside.ofOurs(record, logical);
        var rows = logical.calls().stream().map(Call::row).toList();
        logical.calls().forEach(one -> one.expiry.cancel());
        calls.remove(logical);
        phones.gone(logical.calls(), clock.instant());
        call.ifPresentOrElse(told -> close(told, rows), () -> writes.close(record, rows, tx -> {}));
    }

    private void close(CallRecord call, List<CallRow> rows) {
        log.ended(call);
        writes.close(call, rows, tx -> listener.callEnded(call, tx));
    }

    /** Completes, always without failure, when the call's row is committed or writing it was given up. */
    CompletionStage<Void> save(Call call) {
        return writes.save(() -> snapshot(call));
    }

    /** Completes, always without failure, when the row of a call would: there is none. */
    public CompletionStage<Void> pretend() {
        return writes.pretend();
    }

    private synchronized CallRow snapshot(Call call) {
        return call.row();
    }
}
