package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * What the database knows of a call, so that it can be resolved after a restart.
 *
 * @param firstCallId with firstFromTag the INVITE that began the logical call
 * @param lease when the session is over unless something refreshes it; empty without a session timer
 */
public record CallRow(
        Invite invite,
        String firstCallId,
        String firstFromTag,
        Optional<Instant> answered,
        Optional<Instant> lease,
        List<LegRow> legs) {

    public CallRow {
        legs = List.copyOf(legs);
    }

    /** Whether the other says the same but for the legs. */
    boolean isLike(CallRow other) {
        return invite.equals(other.invite)
                && firstCallId.equals(other.firstCallId)
                && firstFromTag.equals(other.firstFromTag)
                && answered.equals(other.answered)
                && lease.equals(other.lease);
    }

    /** @param outcome empty while nothing has happened that lasts */
    public record LegRow(UserId user, Optional<Outcome> outcome, Duration rang) {

        static LegRow of(UserId user, Leg leg) {
            if (leg instanceof Leg.Over over) {
                return new LegRow(user, Optional.of(over.outcome()), over.rang());
            }
            if (leg instanceof Leg.Talking talking) {
                return new LegRow(user, Optional.of(Outcome.ANSWERED), talking.rang());
            }
            if (leg instanceof Leg.Served served) {
                return new LegRow(user, Optional.of(Outcome.TO_VOICEMAIL), served.rang());
            }
            return new LegRow(user, Optional.empty(), Duration.ZERO);
        }

        /** A call never answered was cut; of an answered one it is not known whether it still lasts. */
        Leg resume(Leg answered) {
            return outcome.isPresent() && outcome.get() == Outcome.ANSWERED
                    ? answered
                    : new Leg.Over(outcome.orElse(Outcome.CUT_BY_RESTART), rang);
        }
    }
}
