package offhook.pbx.esl;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.Caller;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.OutsideLeg.State;
import offhook.sip.domain.Services;

/** A channel of FreeSWITCH: one phone, or one line to the outside, in one call. */
final class EslChannel {

    final String id;
    final Optional<UserId> user;
    private final String call;
    private final Optional<String> callId;
    private final boolean called;
    private final String dialled;
    private final Caller remote;
    private final Instant since;
    private State state;
    private boolean rang;
    Instant lastSeen;

    /** Another channel is connected with it. */
    boolean bridged;

    /**
     * @param called whether FreeSWITCH calls the phone, which it names an outbound channel
     * @param remote who calls, or who is called
     */
    EslChannel(
            String id,
            String call,
            Optional<String> callId,
            Optional<UserId> user,
            boolean called,
            String dialled,
            Caller remote,
            Instant since) {
        this.id = id;
        this.call = call;
        this.callId = callId;
        this.user = user;
        this.called = called;
        this.dialled = dialled;
        this.remote = remote;
        this.since = since;
        this.state = called ? State.TRYING : State.DIALING;
    }

    /** loopback/ and the like: behind them is no phone. */
    static boolean isVirtual(String name) {
        return name.startsWith("loopback/") || name.startsWith("null/") || name.startsWith("error/");
    }

    /** @param callState src/switch_channel.c, CALLSTATE_CHART */
    void is(String callState) {
        state = switch (callState) {
            case "RINGING", "EARLY", "RING_WAIT" -> called ? State.RINGING : State.DIALING;
            case "ACTIVE", "UNHELD" -> State.TALKING;
            case "HELD" -> State.HELD;
            // DOWN and DIALING, and HANGUP, after which comes the event that tells why.
            default -> state;
        };
        rang |= state == State.RINGING;
    }

    boolean rang() {
        return rang;
    }

    boolean tookTheCall() {
        return called && isUp();
    }

    /** Whether a phone rang for somebody else's call, and nobody picked up. A program that rings it makes a call of its own. */
    boolean canBeMissed() {
        return called && !isUp() && !call.equals(id);
    }

    private boolean isUp() {
        return state == State.TALKING || state == State.HELD;
    }

    OutsideLeg leg(Services services) {
        var served = !called && isUp() && !bridged && services.has(dialled);
        return new OutsideLeg(id, call, callId, user, !called, served ? State.SERVED : state, remote, dialled, since);
    }
}
