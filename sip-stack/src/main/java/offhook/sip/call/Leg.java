package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One person's side of one call, all their devices together, as the proxy sees it pass by.
 *
 * <p>A state overrides only the signals that move it; every other signal leaves it as it is. So a retransmitted 180, or
 * a CANCEL that crosses the 200 OK, needs no special case. The states are those of RFC 4235 §3.7.1, with "early" called
 * by what the person hears.
 */
public sealed interface Leg {

    PhoneStatus phone();

    /** The INVITE goes out to the person's phones, for the first time or once more. */
    default Leg tries(Instant at) {
        return this;
    }

    /** 180, 182 or 183. */
    default Leg rings(Instant at) {
        return this;
    }

    /** 181: the phone sends the call on, and somebody else will ring. */
    default Leg diverts(Instant at) {
        return this;
    }

    /** 2xx of the person themselves; a dialog is told from the others of the call by the tag of who answered. */
    default Leg answers(String tag, Instant at) {
        return this;
    }

    /** 2xx of voicemail, an announcement or a queue in the person's stead: nobody is on the phone. */
    default Leg served(String tag, Instant at) {
        return this;
    }

    /** All the person's phones have refused, with this as the best response, or none could be reached. */
    default Leg refuses(int status, boolean talkingElsewhere, Instant at) {
        return this;
    }

    /** CANCEL, with what its Reason tells. */
    default Leg cancelled(Outcome why, Instant at) {
        return this;
    }

    /** An offer or answer has stopped the media, or let it flow again. */
    default Leg holds(boolean held) {
        return this;
    }

    /** Something passed within the dialog: the call is still there. */
    default Leg refreshed() {
        return this;
    }

    /** BYE in one of the dialogs. */
    default Leg hangsUp(String tag, Instant at) {
        return this;
    }

    /** Nothing has refreshed the call in time. */
    default Leg expires(Instant at) {
        return this;
    }

    /** Nobody has picked up yet. */
    sealed interface Unanswered extends Leg {

        Optional<Instant> rangSince();

        default Duration rang(Instant at) {
            return rangSince().map(since -> between(since, at)).orElse(Duration.ZERO);
        }

        @Override
        default Leg answers(String tag, Instant at) {
            return new Talking(rang(at), Set.of(tag), false);
        }

        @Override
        default Leg served(String tag, Instant at) {
            return new Served(rang(at), Set.of(tag));
        }

        @Override
        default Leg refuses(int status, boolean talkingElsewhere, Instant at) {
            return over(Outcome.ofFinal(status, rangSince().isPresent(), talkingElsewhere), at);
        }

        @Override
        default Leg cancelled(Outcome why, Instant at) {
            return over(why, at);
        }

        @Override
        default Leg expires(Instant at) {
            return over(Outcome.RANG_OUT, at);
        }

        private Over over(Outcome outcome, Instant at) {
            return new Over(outcome, rang(at));
        }
    }

    /** The person calls somebody. */
    record Dialing() implements Unanswered {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.DIALING;
        }

        @Override
        public Optional<Instant> rangSince() {
            return Optional.empty();
        }
    }

    /**
     * The INVITE is under way to the phones.
     *
     * @param before how an earlier attempt of the same call ended
     */
    record Trying(Optional<Over> before) implements Unanswered {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.IDLE;
        }

        @Override
        public Optional<Instant> rangSince() {
            return Optional.empty();
        }

        @Override
        public Leg rings(Instant at) {
            return new Ringing(at);
        }

        @Override
        public Leg diverts(Instant at) {
            return new Diverted(Optional.empty());
        }

        /** RFC 3261 §8.2.2.2: a phone that rang before our restart calls the second INVITE merged, 482. */
        @Override
        public Leg refuses(int status, boolean talkingElsewhere, Instant at) {
            var now = Outcome.ofFinal(status, false, talkingElsewhere);
            return before.map(over -> new Over(over.outcome().or(now), over.rang()))
                    .orElseGet(() -> new Over(now, Duration.ZERO));
        }
    }

    /** A phone of the person rings. */
    record Ringing(Instant since) implements Unanswered {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.RINGING;
        }

        @Override
        public Optional<Instant> rangSince() {
            return Optional.of(since);
        }

        @Override
        public Leg diverts(Instant at) {
            return new Diverted(rangSince());
        }
    }

    /** Sent on to somebody else: who answers now is not this person. */
    record Diverted(Optional<Instant> rangSince) implements Unanswered {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.IDLE;
        }

        @Override
        public Leg answers(String tag, Instant at) {
            return new Over(Outcome.DIVERTED, rang(at));
        }

        @Override
        public Leg cancelled(Outcome why, Instant at) {
            return new Over(why == Outcome.ANSWERED_ELSEWHERE ? Outcome.DIVERTED : why, rang(at));
        }
    }

    /**
     * On the phone.
     *
     * @param dialogs the tags of who answered: several when two phones were picked up at once
     */
    record Talking(Duration rang, Set<String> dialogs, boolean held) implements Leg {

        public Talking {
            dialogs = Set.copyOf(dialogs);
        }

        @Override
        public PhoneStatus phone() {
            return held ? PhoneStatus.HOLD : PhoneStatus.ON_THE_PHONE;
        }

        @Override
        public Leg answers(String tag, Instant at) {
            return dialogs.contains(tag) ? this : new Talking(rang, with(dialogs, tag), held);
        }

        @Override
        public Leg holds(boolean nowHeld) {
            return nowHeld == held ? this : new Talking(rang, dialogs, nowHeld);
        }

        @Override
        public Leg hangsUp(String tag, Instant at) {
            var left = without(dialogs, tag);
            return left.isEmpty() ? expires(at) : new Talking(rang, left, held);
        }

        @Override
        public Leg expires(Instant at) {
            return new Over(Outcome.ANSWERED, rang);
        }
    }

    /** Answered before a restart of ours and not heard of since: unknown, so nothing is shown. */
    record Unconfirmed(Duration rang) implements Leg {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.IDLE;
        }

        @Override
        public Leg refreshed() {
            return new Talking(rang, Set.of(), false);
        }

        @Override
        public Leg expires(Instant at) {
            return new Over(Outcome.ANSWERED, rang);
        }
    }

    /** Voicemail, an announcement or a queue has answered in the person's stead, or answered the person. */
    record Served(Duration rang, Set<String> dialogs) implements Leg {

        public Served {
            dialogs = Set.copyOf(dialogs);
        }

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.IDLE;
        }

        @Override
        public Leg served(String tag, Instant at) {
            return dialogs.contains(tag) ? this : new Served(rang, with(dialogs, tag));
        }

        @Override
        public Leg hangsUp(String tag, Instant at) {
            var left = without(dialogs, tag);
            return left.isEmpty() ? expires(at) : new Served(rang, left);
        }

        @Override
        public Leg expires(Instant at) {
            return new Over(Outcome.TO_VOICEMAIL, rang);
        }
    }

    /** Over, unless the call is tried again or a 2xx has crossed the CANCEL. */
    record Over(Outcome outcome, Duration rang) implements Leg {

        @Override
        public PhoneStatus phone() {
            return PhoneStatus.IDLE;
        }

        @Override
        public Leg tries(Instant at) {
            return new Trying(Optional.of(this));
        }

        @Override
        public Leg answers(String tag, Instant at) {
            return outcome == Outcome.DIVERTED ? this : new Talking(rang, Set.of(tag), false);
        }

        /** Our own voicemail takes what the person did not. */
        @Override
        public Leg served(String tag, Instant at) {
            return outcome == Outcome.ANSWERED ? this : new Served(rang, Set.of(tag));
        }
    }

    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }

    private static Set<String> with(Set<String> tags, String tag) {
        var all = new HashSet<>(tags);
        all.add(tag);
        return all;
    }

    private static Set<String> without(Set<String> tags, String tag) {
        var rest = new HashSet<>(tags);
        rest.remove(tag);
        return rest;
    }
}
