package offhook.sip.proxy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.work.Loop;
import offhook.sip.locate.Outages;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.Reason;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.ResponseListener;
import offhook.sip.transaction.TransactionFailure;

/**
 * Sends the branches of a fork: each to one server after the other until one answers (RFC 3263 §4.3), and an INVITE for no
 * longer than Timer C. Belongs to its fork.
 */
final class Attempts implements ResponseListener {

    static final List<String> NO_ANSWER = List.of(Reason.sip(408, "No answer").toString());

    private final Walk walk;
    private final Forwarding forwarding;
    private final Loop loop;
    private final Duration timerC;
    private final Outages outages;
    private final Listener listener;
    private final boolean isInvite;
    private final Map<ClientTransaction, Branch> byTransaction = new HashMap<>();

    /** What comes of a branch. Responses have lost our Via. */
    interface Listener {

        /** Any but 100. */
        void provisional(Branch branch, SipResponse response);

        /** A 2xx, also of a server that was too slow, or a further one. */
        void success(Branch branch, ClientTransaction from, SipResponse response);

        /** The final response of the branch, 300 or more. */
        void refused(Branch branch, SipResponse response);

        /** No server has answered; it counts as this status. */
        void failure(Branch branch, int status);
    }

    Attempts(Walk walk, Forwarding forwarding, Loop loop, Duration timerC, Outages outages, Listener listener) {
        this.walk = walk;
        this.forwarding = forwarding;
        this.loop = loop;
        this.timerC = timerC;
        this.outages = outages;
        this.listener = listener;
        isInvite = walk.request().is(Method.INVITE);
    }

    void start(Branch branch) {
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
            start(branch);
            return;
        }
        if (branch.isGivenUp() || !branch.hasOthers()) {
            listener.failure(branch, branch.counted(branch.isGivenUp() ? 487 : branch.ended()));
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
            outages.failed(branch.server());
            branch.failed(408);
            // Should it wake up, it finds that nobody waits.
            branch.cancel(NO_ANSWER);
            tryNext(branch);
        }
    }

    /** RFC 3261 §16.6 step 11, §16.8. */
    private void startTimerC(Branch branch) {
        if (isInvite) {
            branch.timerC.cancel();
            branch.timerC = loop.after(timerC, () -> giveUp(branch, 408, NO_ANSWER));
        }
    }

    /**
     * Cancels an INVITE; its end is still heard.
     *
     * @param as the status it counts as then; 0 if it does not count
     */
    void giveUp(Branch branch, int as, List<String> reasons) {
        if (isInvite) {
            branch.giveUp(as, reasons);
            if (branch.isUnsent() && !branch.done) {
                loop.execute(() -> tryNext(branch));
            }
        }
    }

    @Override
    public void response(ClientTransaction transaction, SipResponse response) {
        var branch = byTransaction.get(transaction);
        forwarding.readyForSender(response, transaction.flow());
        if (response.isSuccess()) {
            listener.success(branch, transaction, response);
        } else if (!branch.isCurrent(transaction)) {
            return;
        } else if (response.isProvisional()) {
            provisional(branch, response);
        } else if (branch.isOutOfOrder(response)) {
            outages.failed(branch.server(), retryAfter(response));
            branch.failed(503);
            tryNext(branch);
        } else if (branch.isLost(response)) {
            branch.failed(response.status());
            tryNext(branch);
        } else if (!branch.done) {
            listener.refused(branch, response);
        }
    }

    /** §16.7 step 2. */
    private void provisional(Branch branch, SipResponse response) {
        branch.silence.cancel();
        if (response.status() == 100 || branch.done) {
            return;
        }
        if (!branch.isGivenUp()) {
            startTimerC(branch);
        }
        listener.provisional(branch, response);
    }

    @Override
    public void failed(ClientTransaction transaction, TransactionFailure why) {
        var branch = byTransaction.get(transaction);
        if (branch.done || !branch.isCurrent(transaction)) {
            return;
        }
        branch.failed(why == TransactionFailure.TIMEOUT ? 408 : branch.isBoundToFlow() ? 430 : 503);
        if (branch.isChoice() && !branch.isGivenUp()) {
            outages.failed(branch.server());
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

    /** Nothing is awaited any more but repetitions. */
    void leave() {
        var watcher = walk.watcher.answered();
        byTransaction.forEach((transaction, branch) ->
                transaction.listen(new Repetitions(walk.transaction(), watcher, branch.to.user(), forwarding)));
    }
}
