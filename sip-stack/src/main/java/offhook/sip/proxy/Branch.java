package offhook.sip.proxy;

import java.util.List;
import java.util.OptionalInt;
import offhook.runtime.work.Timer;
import offhook.sip.transaction.ClientTransaction;

/** One of the ways a request was forwarded: a client transaction and what became of it. Belongs to its fork. */
final class Branch {

    final Destination to;
    final int stage;

    ClientTransaction transaction;
    Timer timerC = () -> {};
    boolean done;

    /** What a final response counts as after we gave the branch up; 0 for nothing. */
    private OptionalInt givenUpAs = OptionalInt.empty();

    Branch(Destination to, int stage) {
        this.to = to;
        this.stage = stage;
    }

    boolean isGivenUp() {
        return givenUpAs.isPresent();
    }

    /** @param as the status its end counts as; 0 if it does not count */
    void giveUp(int as, List<String> reasons) {
        if (!done && !isGivenUp()) {
            givenUpAs = OptionalInt.of(as);
            timerC.cancel();
            transaction.cancel(reasons);
        }
    }

    void end() {
        done = true;
        timerC.cancel();
    }

    /** What a final response counts as: a 487 to our own CANCEL means what the CANCEL meant. */
    int counted(int status) {
        return status == 487 ? givenUpAs.orElse(status) : status;
    }
}
