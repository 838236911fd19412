package offhook.pbx.esl;

import java.util.Optional;
import offhook.sip.call.Outcome;

/** How a channel ended for the person whose phone it rang. */
final class EslOutcome {

    private EslOutcome() {}

    /**
     * @param cause the name of a hangup cause, src/switch_channel.c, CAUSE_CHART
     * @return empty if it was no call that could be missed
     */
    static Optional<Outcome> of(EslChannel channel, String cause) {
        if (channel.tookTheCall()) {
            return Optional.of(Outcome.ANSWERED);
        }
        if (!channel.canBeMissed()) {
            return Optional.empty();
        }
        return switch (cause) {
            case "LOSE_RACE", "PICKED_OFF" -> Optional.of(Outcome.ANSWERED_ELSEWHERE);
            case "ORIGINATOR_CANCEL", "NORMAL_CLEARING" -> Optional.of(Outcome.CALLER_HUNG_UP);
            case "USER_BUSY", "BUSY_EVERYWHERE" -> Optional.of(Outcome.BUSY);
            case "CALL_REJECTED", "DECLINE", "REJECT_ALL", "UNWANTED" -> Optional.of(Outcome.DECLINED);
            case "REDIRECTION_TO_NEW_DESTINATION", "BLIND_TRANSFER", "ATTENDED_TRANSFER" ->
                Optional.of(Outcome.DIVERTED);
            // Nobody knows what became of the caller.
            case "SYSTEM_SHUTDOWN", "CRASH", "MANAGER_REQUEST" -> Optional.empty();
            default -> Optional.of(channel.rang() ? Outcome.RANG_OUT : Outcome.UNREACHABLE);
        };
    }
}
