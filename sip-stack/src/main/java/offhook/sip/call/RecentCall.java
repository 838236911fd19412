package offhook.sip.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call of somebody's that is over, as they remember it.
 *
 * @param at when the INVITE came
 * @param outgoing whether it was they who called
 * @param caller who called
 * @param dialled what the caller dialled
 * @param outcome what became of it at the one who was called; empty if that was nobody of ours, and nobody answered
 * @param talked from the answer to the end; empty if nobody answered
 */
public record RecentCall(
        Instant at,
        boolean outgoing,
        Caller caller,
        String dialled,
        Optional<Outcome> outcome,
        Optional<Duration> talked) {}
