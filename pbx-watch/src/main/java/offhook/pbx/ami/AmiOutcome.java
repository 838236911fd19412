package offhook.pbx.ami;

import java.util.Optional;
import offhook.sip.call.Outcome;

/** How a channel ended for the person whose phone it rang. */
final class AmiOutcome {

    // include/asterisk/causes.h: those of Q.850
    private static final int USER_BUSY = 17;
    private static final int NO_USER_RESPONSE = 18;
    private static final int NO_ANSWER = 19;
    private static final int SUBSCRIBER_ABSENT = 20;
    private static final int CALL_REJECTED = 21;
    private static final int ANSWERED_ELSEWHERE = 26;
    private static final int DESTINATION_OUT_OF_ORDER = 27;

    private AmiOutcome() {}

    /**
     * @param cause of the Hangup event
     * @return empty if it was no call that could be missed
     */
    static Optional<Outcome> of(AmiChannel channel, int cause) {
        if (channel.tookTheCall()) {
            return Optional.of(Outcome.ANSWERED);
        }
        if (!channel.canBeMissed()) {
            return Optional.empty();
        }
        if (channel.forwarded) {
            return Optional.of(Outcome.DIVERTED);
        }
        return Optional.of(
                switch (cause) {
                    case ANSWERED_ELSEWHERE -> Outcome.ANSWERED_ELSEWHERE;
                    case CALL_REJECTED -> Outcome.DECLINED;
                    case USER_BUSY -> Outcome.BUSY;
                    case NO_USER_RESPONSE, NO_ANSWER, SUBSCRIBER_ABSENT, DESTINATION_OUT_OF_ORDER -> quiet(channel);
                    default -> ofStatus(channel);
                });
    }

    /** The cause says only that it is over: what the application says that dialled. */
    private static Outcome ofStatus(AmiChannel channel) {
        return switch (channel.dialStatus) {
            case "ANSWER" -> Outcome.ANSWERED;
            case "BUSY" -> Outcome.BUSY;
            case "NOANSWER", "CHANUNAVAIL", "CONGESTION" -> quiet(channel);
            // CANCEL: the caller has gone. Without any status the channel went with its caller, too.
            default -> Outcome.CALLER_HUNG_UP;
        };
    }

    private static Outcome quiet(AmiChannel channel) {
        return channel.rang() ? Outcome.RANG_OUT : Outcome.UNREACHABLE;
    }
}
