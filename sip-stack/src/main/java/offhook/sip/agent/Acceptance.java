package offhook.sip.agent;

import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transaction.Timing;

/**
 * A 2xx of ours to an INVITE, which is sent again until its ACK comes: RFC 3261 §13.3.1.4. Belongs to the
 * loop of its Call-ID.
 */
public final class Acceptance {

    private final ServerTransaction transaction;
    private final SipResponse ok;
    private final Loop loop;
    private final Timing timing;
    private final Runnable never;
    private Timer timer;

    private Acceptance(ServerTransaction transaction, SipResponse ok, Loop loop, Timing timing, Runnable never) {
        this.transaction = transaction;
        this.ok = ok;
        this.loop = loop;
        this.timing = timing;
        this.never = never;
    }

    /**
     * Sends it.
     *
     * @param never is told if no ACK comes
     */
    public static Acceptance send(Agent agent, ServerTransaction transaction, SipResponse ok, Runnable never) {
        var acceptance = new Acceptance(transaction, ok, agent.loop(ok.callId()), agent.timing(), never);
        acceptance.send(Optional.of(Repetition.first(agent.timing())));
        return acceptance;
    }

    private void send(Optional<Repetition> next) {
        if (next.isEmpty()) {
            never.run();
            return;
        }
        transaction.respond(ok.copy());
        timer = loop.after(next.get().interval(), () -> send(next.get().next(timing)));
    }

    /** Whether an ACK is for it. */
    public boolean isFor(SipRequest ack) {
        return ack.cseq().number() == ok.cseq().number();
    }

    /** It has its ACK, or does not need one any more. */
    public void stop() {
        timer.cancel();
    }
}
