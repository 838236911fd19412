package offhook.sip.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.directory.UserId;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.call.Outcome;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.Reason;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ClientTransaction;

/**
 * A request that is being forwarded: the response context of RFC 3261 §16. Groups of destinations are tried one after the
 * other, those of one group together. Belongs to the loop of the Call-ID.
 */
final class Fork implements Attempts.Listener {

    private static final List<String> ELSEWHERE = List.of(Reason.COMPLETED_ELSEWHERE.toString());

    /** How long phones whose time is over may take to say so, before the next step has the call. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long things may take: Timer C, and one group before the next is tried. */
    record Patience(Duration timerC, Duration stage) {}

    private final Walk walk;
    private final Loop loop;
    private final Patience patience;
    private final Forks forks;
    private final boolean isInvite;
    private final Groups later;
    private final Attempts attempts;
    private final Called called;
    private final List<Branch> branches = new ArrayList<>();

    private Timer stageTimer = () -> {};
    private Timer patienceTimer = () -> {};
    private boolean answered;
    private boolean cancelled;
    private boolean over;

    Fork(Walk walk, List<List<Destination>> stages, Forwarding forwarding, Loop loop, Patience patience, Forks forks) {
        this.walk = walk;
        this.loop = loop;
        this.patience = patience;
        this.forks = forks;
        isInvite = walk.request().is(Method.INVITE);
        later = new Groups(walk.request(), stages);
        attempts = new Attempts(walk, forwarding, loop, patience.timerC, forks.outages(), this);
        called = new Called(stages);
    }

    // The sender's side

    void start() {
        nextStage();
        if (isInvite) {
            walk.patience.ifPresent(time -> patienceTimer = loop.after(time, this::timeIsOver));
        }
    }

    /** RFC 3261 §16.10. */
    void cancel(SipRequest cancel) {
        if (over || answered) {
            return;
        }
        cancelled = true;
        var reasons = cancel.values(HeaderName.REASON);
        walk.watcher.cancelled(Reason.readable(reasons));
        giveUpAll(487, reasons);
        endIfNothingIsLeft();
    }

    // Going out

    private void nextStage() {
        var group = later.next(branches);
        branches.addAll(group);
        group.forEach(attempts::start);
        if (isInvite && !group.isEmpty() && !later.isEmpty()) {
            int mine = later.current();
            stageTimer = loop.after(patience.stage, () -> endStage(mine));
        }
    }

    private void endStage(int which) {
        if (which != later.current() || later.isEmpty()) {
            return;
        }
        for (var branch : List.copyOf(branches)) {
            attempts.giveUp(branch, 408, Attempts.NO_ANSWER);
        }
        // The phones that were given up are silent to the person who calls; their last words still count.
        called.people().forEach(user -> {
            if (!later.has(user)) {
                walk.watcher.stops(user, Outcome.RANG_OUT);
            }
        });
        nextStage();
    }

    /** Voicemail has it next: the phones are silent, and their last words still count if they come soon. */
    private void timeIsOver() {
        if (answered || over || cancelled) {
            return;
        }
        giveUpAll(408, Attempts.NO_ANSWER);
        called.people().forEach(user -> walk.watcher.stops(user, Outcome.RANG_OUT));
        patienceTimer = loop.after(GRACE, this::goesOnAlone);
        endIfNothingIsLeft();
    }

    private void goesOnAlone() {
        if (!answered && !over && !cancelled) {
            walk.best().add(408);
            end();
        }
    }

    private void giveUpAll(int as, List<String> reasons) {
        later.clear();
        stageTimer.cancel();
        branches.forEach(branch -> attempts.giveUp(branch, as, reasons));
    }

    // Coming back

    /** §16.7 step 5. */
    @Override
    public void provisional(Branch branch, SipResponse response) {
        if (!branch.isGivenUp()) {
            walk.watcher.rings(branch.to, response);
        }
        if (walk.transaction().isOpen()) {
            walk.transaction().respond(response);
        }
    }

    /** §16.7 step 5: every 2xx to an INVITE goes on, also after another one, and after a CANCEL that came too late. */
    @Override
    public void success(Branch branch, ClientTransaction from, SipResponse response) {
        if (walk.isRefused()) {
            return; // Its time was over, and nobody is there any more: without an ACK the phone gives up.
        }
        if (!branch.done && !branch.isCurrent(from) && isInvite) {
            // A server that we had given up was the quicker one.
            branch.cancel(ELSEWHERE);
        }
        branch.end();
        if (!isInvite && answered) {
            return;
        }
        answered = true;
        forks.ended(walk.transaction());
        stageTimer.cancel();
        patienceTimer.cancel();
        walk.watcher.answers(branch.to.user(), response);
        walk.transaction().respond(response);
        giveUpAll(0, ELSEWHERE);
        if (isInvite && allDone()) {
            attempts.leave();
        }
    }

    @Override
    public void refused(Branch branch, SipResponse response) {
        int status = branch.counted(response.status());
        if (status == response.status() && !answered) {
            walk.best().add(response);
        }
        failure(branch, status);
    }

    @Override
    public void failure(Branch branch, int status) {
        branch.end();
        if (status != 0) {
            walk.best().add(status);
        }
        branch.to.user().ifPresent(user -> refused(user, status));
        if (status >= 600 && !cancelled) {
            refusedForAll(branch, status);
        }
        endIfNothingIsLeft();
    }

    private void refused(UserId user, int status) {
        var best = called.ended(user, status);
        if (best.isPresent() && !answered && !cancelled) {
            walk.watcher.refuses(user, best.getAsInt());
        }
    }

    /** §16.7 step 5: a 6xx speaks for the person, hence ends the search; of a ring group it ends their part in it. */
    private void refusedForAll(Branch branch, int status) {
        var reason = List.of(Reason.sip(status, "").toString());
        if (called.isOne()) {
            giveUpAll(0, reason);
            return;
        }
        branch.to.user().ifPresent(user -> {
            var theirs = branches.stream().filter(other -> other.to.isOf(user)).toList();
            theirs.forEach(other -> attempts.giveUp(other, 0, reason));
            later.drop(user);
            long left = theirs.stream().filter(other -> !other.done).count();
            if (called.awaits(user, (int) left)) {
                walk.watcher.refuses(user, status);
            }
        });
    }

    private boolean allDone() {
        return branches.stream().allMatch(branch -> branch.done);
    }

    private void endIfNothingIsLeft() {
        if (answered && allDone()) {
            attempts.leave();
        }
        if (answered || over) {
            return;
        }
        if (!later.isEmpty()) {
            if (branches.stream().allMatch(branch -> branch.done || branch.stage != later.current())) {
                stageTimer.cancel();
                nextStage();
            }
        } else if (allDone()) {
            end();
        }
    }

    private void end() {
        over = true;
        forks.ended(walk.transaction());
        stageTimer.cancel();
        patienceTimer.cancel();
        if (cancelled) {
            walk.cancelled();
        } else {
            walk.goOn();
        }
    }
}
