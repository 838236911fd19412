package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.runtime.work.Timer;

/** A leg outside while a source tells of it, and how it went. Guarded by the tracker's lock. */
final class SeenLeg {

    final OutsideCall call;
    OutsideLeg now;
    Timer expiry = () -> {};
    private Optional<Instant> rangSince = Optional.empty();
    private Optional<Instant> answered = Optional.empty();
    private Optional<Instant> ended = Optional.empty();
    private Optional<Outcome> how = Optional.empty();

    SeenLeg(OutsideCall call, OutsideLeg first, Instant at) {
        this.call = call;
        now = first;
        becomes(first, at);
    }

    void becomes(OutsideLeg next, Instant at) {
        now = next;
        if (next.state() == OutsideLeg.State.RINGING) {
            rangSince = rangSince.or(() -> Optional.of(at));
        }
        if (next.state().isAnswered()) {
            answered = answered.or(() -> Optional.of(at));
        }
    }

    /** @param outcome empty if nobody tells */
    void ends(Optional<Outcome> outcome, Instant at) {
        ended = Optional.of(at);
        how = outcome.map(told -> answered.isPresent() ? Outcome.ANSWERED : told);
    }

    boolean isOver() {
        return ended.isPresent();
    }

    Optional<Outcome> how() {
        return how;
    }

    /** Whether it was called and somebody picked up. */
    boolean tookTheCall() {
        return !now.calling() && (answered.isPresent() || how.equals(Optional.of(Outcome.ANSWERED)));
    }

    /** Whether it was picked up at least this long ago. */
    boolean talksSince(Instant before) {
        return tookTheCall() && answered.filter(at -> !at.isAfter(before)).isPresent();
    }

    /** Whether it still rang when another one was picked up. */
    boolean lostTo(SeenLeg other) {
        return other != this && other.tookTheCall() && !other.wasPickedUpBefore(now);
    }

    /** Whether it was picked up when that one had not begun. */
    boolean wasPickedUpBefore(OutsideLeg leg) {
        return answered.filter(at -> at.isBefore(leg.since())).isPresent();
    }

    /** Whether its person is called by what is this call to somebody else. */
    boolean isSeenAs(Sighting seen) {
        return !now.calling() && now.sighting().filter(seen::isSame).isPresent();
    }

    /** Whether this is another source's word on the same call of the same person. */
    boolean isSeenBy(SeenLeg other) {
        return !call.source.equals(other.call.source)
                && now.calling() == other.now.calling()
                && now.sighting()
                        .flatMap(seen -> other.now.sighting().filter(seen::isSame))
                        .isPresent();
    }

    Duration rang() {
        var until = answered.or(() -> ended);
        return rangSince.isPresent() && until.isPresent() && until.get().isAfter(rangSince.get())
                ? Duration.between(rangSince.get(), until.get())
                : Duration.ZERO;
    }
}
