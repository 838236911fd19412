package offhook.sip.agent;

import java.time.Duration;
import java.util.Optional;
import offhook.sip.transaction.Timing;

/**
 * The time until a 2xx to an INVITE is sent again, since no ACK has come: RFC 3261 §13.3.1.4. Immutable.
 *
 * @param interval until then
 * @param left how long it is sent at all
 */
record Repetition(Duration interval, Duration left) {

    static Repetition first(Timing timing) {
        return new Repetition(timing.t1(), timing.giveUp());
    }

    /** The one after this; empty if that is enough. */
    Optional<Repetition> next(Timing timing) {
        var rest = left.minus(interval);
        if (rest.isZero() || rest.isNegative()) {
            return Optional.empty();
        }
        var longer = timing.next(interval);
        return Optional.of(new Repetition(longer.compareTo(rest) < 0 ? longer : rest, rest));
    }
}
