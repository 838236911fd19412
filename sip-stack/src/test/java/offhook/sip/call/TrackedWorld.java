package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.testing.ManualTime;
import org.jdbi.v3.core.Handle;

/** A tracker with a store in memory and the clock in the test's hand; what it tells is written down. */
final class TrackedWorld implements CallListener {

    static final UserId JULIET = new UserId("juliet");
    static final UserId ROMEO = new UserId("romeo");
    static final UserId NURSE = new UserId("nurse");

    final ManualTime time = new ManualTime();
    final CallsInMemory store = new CallsInMemory();
    final List<String> told = new ArrayList<>();
    final List<CallRecord> ended = new ArrayList<>();
    private int life;
    CallTracker tracker = newTracker();

    private CallTracker newTracker() {
        var mine = ++life;
        Executor whileItLives = task -> time.execute(() -> {
            if (mine == life) {
                task.run();
            }
        });
        return new CallTracker(store, this, time, whileItLives, time, Duration.ofSeconds(2), Duration.ofHours(4));
    }

    /** As if the process had died: only the store is left. */
    void restart() {
        told.clear();
        tracker = newTracker();
        tracker.resume();
    }

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        told.add(user + " " + status);
    }

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        ended.add(call);
    }

    /** The outcome of the only leg of the only call that ended. */
    Outcome outcome() {
        return outcome(JULIET);
    }

    Outcome outcome(UserId user) {
        if (ended.size() != 1) {
            throw new AssertionError(ended.size() + " calls ended: " + ended);
        }
        return ended.get(0).legs().stream()
                .filter(leg -> leg.user().equals(user))
                .map(CallRecord.LegRecord::outcome)
                .findFirst()
                .orElseThrow();
    }

    void settle() {
        time.passSeconds(2);
    }

    static Caller stranger(String number) {
        return new Caller(new DisplayName(""), SipUri.of(number, "example.net"), Optional.empty(), false);
    }

    static Caller caller(UserId user) {
        return new Caller(
                new DisplayName(user.value()), SipUri.of(user.value(), "capulet.example"), Optional.of(user), false);
    }

    /** An INVITE that arrives now. */
    Invite invite(String callId, Caller caller, UserId... called) {
        return Invites.invite(callId, "from-" + callId, caller, "201", time.instant(), called);
    }
}
