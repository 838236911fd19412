package offhook.sip.proxy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import offhook.runtime.work.Timer;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transport.Target;

/**
 * One of the ways a request was forwarded, and what became of it: one client transaction after the other, each to the next
 * of the destination's servers, until one answers (RFC 3263 §4.3). Belongs to its fork.
 */
final class Branch {

    /** How long a server may say nothing while there is another one to ask; with the last one, Timer B or F decides. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    /** Where it goes now; the person is always the same. */
    Destination to;

    final int stage;

    /** Its share of Max-Breadth. */
    final int breadth;

    Timer timerC = () -> {};
    Timer silence = () -> {};
    boolean done;

    private final Queue<Target> servers = new ArrayDeque<>();
    private final Queue<Destination> others;
    private ClientTransaction transaction; // null before the first server is known
    private Target server;
    private boolean isChoice;
    private int left; // of its share, for servers that have no final response yet
    private int ended = 480; // as what the last server counts; 480 while there was none

    /** What a final response counts as after we gave the branch up; 0 for nothing. */
    private OptionalInt givenUpAs = OptionalInt.empty();

    Branch(Destination to, int stage, int breadth) {
        this.to = to;
        this.stage = stage;
        this.breadth = breadth;
        this.left = breadth;
        this.others = new ArrayDeque<>(to.others());
    }

    /**
     * Goes to the device by another way, if it has one, and this one led nowhere: 408 or 430 said somebody else, or nothing
     * could be sent (RFC 5626 §7, RFC 5627 §6.1).
     */
    boolean takesOtherWay() {
        if (others.isEmpty() || (ended != 408 && ended != 430 && ended != 503)) {
            return false;
        }
        to = others.remove();
        return true;
    }

    boolean hasOtherWays() {
        return !others.isEmpty();
    }

    /** RFC 3263 §4.3: a 503 is a failure of that server, and another one may do. */
    boolean isOutOfOrder(SipResponse response) {
        return response.status() == 503 && hasOthers() && !done && !isGivenUp();
    }

    /** RFC 5626 §7: an edge proxy says that the flow is gone, or nobody answered by it. */
    boolean isLost(SipResponse response) {
        boolean isSilence = response.status() == 430 || response.status() == 408;
        return isSilence && hasOtherWays() && !done && !isGivenUp();
    }

    void found(List<Target> all) {
        servers.addAll(all);
        isChoice = all.size() > 1;
    }

    /** Whether there was another server than this one. */
    boolean isChoice() {
        return isChoice;
    }

    boolean hasOthers() {
        return !servers.isEmpty();
    }

    /** What the next server gets of the share: an equal part, since those before it may still be working. */
    int part() {
        return Math.max(1, left / servers.size());
    }

    /** Whether another server may be asked while this one, which has that part of the share, says nothing. */
    boolean spares(int part) {
        return left > part;
    }

    /** The server says nothing, and keeps its part. */
    void isSilent(int part) {
        left -= part;
    }

    /** The server to be tried now. */
    Target next() {
        server = servers.remove();
        return server;
    }

    Target server() {
        return server;
    }

    /** RFC 5626 §5.3.1: within a dialog it goes by the flow or not at all, also if that dies at this moment. */
    boolean isBoundToFlow() {
        return to.user().isEmpty() && server.flow().isPresent();
    }

    void sent(ClientTransaction current) {
        transaction = current;
    }

    /** Whether this is the one that counts, not one to a server that was too slow. */
    @SuppressWarnings("ReferenceEquality") // A transaction is nothing but itself.
    boolean isCurrent(ClientTransaction other) {
        return transaction == other;
    }

    /** The current server came to this end. */
    void failed(int status) {
        ended = status;
    }

    /** As what the branch counts when no server is left. */
    int ended() {
        return ended;
    }

    boolean isGivenUp() {
        return givenUpAs.isPresent();
    }

    /** @param as the status its end counts as; 0 if it does not count */
    void giveUp(int as, List<String> reasons) {
        if (!done && !isGivenUp()) {
            givenUpAs = OptionalInt.of(as);
            timerC.cancel();
            silence.cancel();
            cancel(reasons);
        }
    }

    /** Cancels the transaction that counts. */
    void cancel(List<String> reasons) {
        if (transaction != null) {
            transaction.cancel(reasons);
        }
    }

    /** Whether nothing was sent yet. */
    boolean isUnsent() {
        return transaction == null;
    }

    void end() {
        done = true;
        timerC.cancel();
        silence.cancel();
    }

    /** What a final response counts as: a 487 to our own CANCEL means what the CANCEL meant. */
    int counted(int status) {
        return status == 487 ? givenUpAs.orElse(status) : status;
    }
}
