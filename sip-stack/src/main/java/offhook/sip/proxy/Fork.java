package offhook.sip.proxy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import offhook.directory.UserId;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.call.Outcome;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.Reason;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.ResponseListener;
import offhook.sip.transaction.TransactionFailure;

/**
 * A request that is being forwarded: the response context of RFC 3261 §16. Groups of destinations are tried one after the
 * other, those of one group together. Belongs to the loop of the Call-ID.
 */
final class Fork implements ResponseListener {

    private static final List<String> NO_ANSWER =
            List.of(Reason.sip(408, "No answer").toString());
    private static final List<String> ELSEWHERE = List.of(Reason.COMPLETED_ELSEWHERE.toString());

    /** How long phones whose time is over may take to say so, before the next step has the call. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How long things may take: Timer C, and one group before the next is tried. */
    record Patience(Duration timerC, Duration stage) {}

    private final Walk walk;
    private final Forwarding forwarding;
    private final Loop loop;
    private final Patience patience;
    private final Forks forks;
    private final boolean isInvite;
    private final Queue<List<Destination>> later;
    private final List<Branch> branches = new ArrayList<>();
    private final Map<ClientTransaction, Branch> byTransaction = new HashMap<>();
    private final Called called;
    private final int breadth;

    private int stage;
    private Timer stageTimer = () -> {};
    private Timer patienceTimer = () -> {};
    private boolean answered;
    private boolean cancelled;
    private boolean over;

    Fork(Walk walk, List<List<Destination>> stages, Forwarding forwarding, Loop loop, Patience patience, Forks forks) {
        this.walk = walk;
        this.forwarding = forwarding;
        this.loop = loop;
        this.patience = patience;
        this.forks = forks;
        isInvite = walk.request().is(Method.INVITE);
        breadth = Forwarding.breadth(walk.request());
        later = new ArrayDeque<>(Forwarding.inBreadth(breadth, stages));
        called = new Called(later);
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

    /** Unless too many are still being asked: then a final response of theirs makes room, RFC 5393 §5.3.3. */
    private void nextStage() {
        int free = breadth
                - branches.stream()
                        .filter(branch -> !branch.done)
                        .mapToInt(branch -> branch.breadth)
                        .sum();
        if (free < later.element().size()) {
            return;
        }
        stage++;
        int share = Math.max(1, free / later.stream().mapToInt(List::size).sum());
        var group = later.remove();
        var mineNow = group.stream().map(to -> new Branch(to, stage, share)).toList();
        branches.addAll(mineNow);
        mineNow.forEach(this::find);
        if (isInvite && !later.isEmpty()) {
            int mine = stage;
            stageTimer = loop.after(patience.stage, () -> endStage(mine));
        }
    }

    private void find(Branch branch) {
        branch.to.way().find(loop, servers -> {
            branch.found(servers);
            tryNext(branch);
        });
    }

    /** RFC 3263 §4.3: "a request is sent to the next element in the list", with a branch of its own. */
    private void tryNext(Branch branch) {
        branch.silence.cancel();
        if (branch.done) {
            return;
        }
        if (!branch.isGivenUp() && !branch.hasOthers() && branch.takesOtherWay()) {
            find(branch);
            return;
        }
        if (branch.isGivenUp() || !branch.hasOthers()) {
            failure(branch, branch.counted(branch.isGivenUp() ? 487 : branch.ended()));
            return;
        }
        int part = branch.part();
        var transaction = forwarding.send(walk, branch.to, branch.next(), part, this);
        branch.sent(transaction);
        byTransaction.put(transaction, branch);
        startTimerC(branch);
        if (branch.hasOthers() && branch.spares(part)) {
            branch.silence = loop.after(Branch.SILENCE, () -> isSilent(branch, transaction, part));
        }
    }

    private void isSilent(Branch branch, ClientTransaction transaction, int part) {
        if (!branch.done && !branch.isGivenUp() && branch.isCurrent(transaction)) {
            branch.isSilent(part);
            forks.outages().failed(branch.server());
            branch.failed(408);
            // Should it wake up, it finds that nobody waits.
            branch.cancel(NO_ANSWER);
            tryNext(branch);
        }
    }

    private void endStage(int which) {
        if (which != stage || later.isEmpty()) {
            return;
        }
        for (var branch : List.copyOf(branches)) {
            giveUp(branch, 408, NO_ANSWER);
        }
        // The phones that were given up are silent to the person who calls; their last words still count.
        called.people().forEach(user -> {
            if (isNotCalledAgain(user)) {
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
        giveUpAll(408, NO_ANSWER);
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

    private boolean isNotCalledAgain(UserId user) {
        return later.stream()
                .flatMap(List::stream)
                .noneMatch(to -> to.user().filter(user::equals).isPresent());
    }

    /** RFC 3261 §16.6 step 11, §16.8. */
    private void startTimerC(Branch branch) {
        if (isInvite) {
            branch.timerC.cancel();
            branch.timerC = loop.after(patience.timerC, () -> giveUp(branch, 408, NO_ANSWER));
        }
    }

    private void giveUp(Branch branch, int as, List<String> reasons) {
        if (isInvite) {
            branch.giveUp(as, reasons);
            if (branch.isUnsent() && !branch.done) {
                loop.execute(() -> tryNext(branch));
            }
        }
    }

    private void giveUpAll(int as, List<String> reasons) {
        later.clear();
        stageTimer.cancel();
        branches.forEach(branch -> giveUp(branch, as, reasons));
    }

    // Coming back

    @Override
    public void response(ClientTransaction transaction, SipResponse response) {
        var branch = byTransaction.get(transaction);
        forwarding.readyForSender(response, transaction.flow());
        if (response.isSuccess()) {
            success(branch, transaction, response);
        } else if (!branch.isCurrent(transaction)) {
            return;
        } else if (response.isProvisional()) {
            branch.silence.cancel();
            provisional(branch, response);
        } else if (branch.isOutOfOrder(response)) {
            forks.outages().failed(branch.server(), retryAfter(response));
            branch.failed(503);
            tryNext(branch);
        } else if (branch.isLost(response)) {
            branch.failed(response.status());
            tryNext(branch);
        } else if (!branch.done) {
            int status = branch.counted(response.status());
            if (status == response.status() && !answered) {
                walk.best().add(response);
            }
            failure(branch, status);
        }
    }

    @Override
    public void failed(ClientTransaction transaction, TransactionFailure why) {
        var branch = byTransaction.get(transaction);
        if (branch.done || !branch.isCurrent(transaction)) {
            return;
        }
        branch.failed(why == TransactionFailure.TIMEOUT ? 408 : 503);
        if (branch.isChoice() && !branch.isGivenUp()) {
            forks.outages().failed(branch.server());
        }
        tryNext(branch);
    }

    private static Duration retryAfter(SipResponse response) {
        try {
            return Duration.ofSeconds(
                    response.number(HeaderName.RETRY_AFTER, Integer.MAX_VALUE).orElse(60));
        } catch (SipFailure unreadable) {
            return Duration.ofMinutes(1);
        }
    }

    /** §16.7 steps 2 and 5. */
    private void provisional(Branch branch, SipResponse response) {
        if (response.status() == 100 || branch.done) {
            return;
        }
        if (!branch.isGivenUp()) {
            startTimerC(branch);
            walk.watcher.rings(branch.to, response);
        }
        if (walk.transaction().isOpen()) {
            walk.transaction().respond(response);
        }
    }

    /** §16.7 step 5: every 2xx to an INVITE goes on, also after another one, and after a CANCEL that came too late. */
    private void success(Branch branch, ClientTransaction from, SipResponse response) {
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
        if (isInvite && branches.stream().allMatch(each -> each.done)) {
            leave();
        }
    }

    /** Nothing is awaited any more but repetitions. */
    private void leave() {
        var watcher = walk.watcher.answered();
        byTransaction.forEach((transaction, branch) ->
                transaction.listen(new Repetitions(walk.transaction(), watcher, branch.to.user(), forwarding)));
    }

    private void failure(Branch branch, int status) {
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
            branches.stream()
                    .filter(other -> other.to.user().equals(branch.to.user()))
                    .forEach(other -> giveUp(other, 0, reason));
            var rest = new ArrayList<List<Destination>>();
            later.forEach(group -> rest.add(group.stream()
                    .filter(to -> !to.user().equals(branch.to.user()))
                    .toList()));
            later.clear();
            rest.stream().filter(group -> !group.isEmpty()).forEach(later::add);
            long left = branches.stream()
                    .filter(other -> other.to.user().equals(branch.to.user()) && !other.done)
                    .count();
            if (called.awaits(user, (int) left)) {
                walk.watcher.refuses(user, status);
            }
        });
    }

    private void endIfNothingIsLeft() {
        if (answered && branches.stream().allMatch(branch -> branch.done)) {
            leave();
        }
        if (answered || over) {
            return;
        }
        boolean stageLasts = branches.stream().anyMatch(branch -> !branch.done && branch.stage == stage);
        if (!later.isEmpty()) {
            if (!stageLasts) {
                stageTimer.cancel();
                nextStage();
            }
            return;
        }
        if (branches.stream().allMatch(branch -> branch.done)) {
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
