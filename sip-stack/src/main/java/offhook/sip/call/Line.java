package offhook.sip.call;

import java.util.Optional;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;

/**
 * One call as it shows on the phones of one of the people in it, while it lasts and until it has settled.
 *
 * @param calling whether the person made the call
 * @param outcome how it ended; empty before, and for a call the person made
 * @param other who is at the other end, as far as that is known; empty if they do not want to be known
 */
public record Line(
        String callId,
        String fromTag,
        boolean calling,
        State state,
        boolean held,
        Optional<Outcome> outcome,
        Optional<Other> other) {

    /** RFC 4235 §3.7.1, as far as one can see it from outside. */
    public enum State {
        /** It rings, here or there. */
        EARLY,
        CONFIRMED,
        TERMINATED
    }

    /** The other end. */
    public record Other(DisplayName name, SipUri address) {}

    /** Empty while nobody at the phone knows of the call, and for a call that never was more than an attempt. */
    static Optional<Line> of(Invite invite, Leg leg, boolean calling, String domain) {
        return state(leg, calling)
                .map(state -> new Line(
                        invite.callId(),
                        invite.fromTag(),
                        calling,
                        state,
                        leg.phone() == PhoneStatus.HOLD,
                        leg instanceof Leg.Over over && !calling ? Optional.of(over.outcome()) : Optional.empty(),
                        calling ? dialled(invite, domain) : other(invite.caller())));
    }

    /** The same of a leg that somebody else carries, which shows as long as it is there. */
    static Line of(OutsideLeg leg, PhoneStatus phone) {
        return new Line(
                leg.callId().orElse(leg.call()),
                leg.id(),
                leg.calling(),
                phone.compareTo(PhoneStatus.HOLD) >= 0 ? State.CONFIRMED : State.EARLY,
                phone == PhoneStatus.HOLD,
                Optional.empty(),
                other(leg.remote()));
    }

    private static Optional<State> state(Leg leg, boolean calling) {
        if (leg instanceof Leg.Ringing || leg instanceof Leg.Dialing) {
            return Optional.of(State.EARLY);
        }
        if (leg instanceof Leg.Talking) {
            return Optional.of(State.CONFIRMED);
        }
        return calling || hasShown(leg) ? ended(leg) : Optional.empty();
    }

    /** Nothing more is to be seen of it here. */
    private static Optional<State> ended(Leg leg) {
        boolean isEnd = leg instanceof Leg.Over || leg instanceof Leg.Served || leg instanceof Leg.Diverted;
        return isEnd ? Optional.of(State.TERMINATED) : Optional.empty();
    }

    private static boolean hasShown(Leg leg) {
        if (leg instanceof Leg.Over over) {
            return over.outcome() == Outcome.ANSWERED || !over.rang().isZero();
        }
        if (leg instanceof Leg.Served served) {
            return !served.rang().isZero();
        }
        return leg instanceof Leg.Diverted diverted && diverted.rangSince().isPresent();
    }

    private static Optional<Other> other(Caller who) {
        return who.withheld() ? Optional.empty() : Optional.of(new Other(who.name(), who.address()));
    }

    private static Optional<Other> dialled(Invite invite, String domain) {
        return invite.dialled().isEmpty()
                ? Optional.empty()
                : Optional.of(new Other(new DisplayName(""), SipUri.of(invite.dialled(), domain)));
    }
}
