package offhook.sip.subscriber;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import offhook.sip.message.SipRequest;

/**
 * The Subscription-State of a NOTIFY, RFC 6665 §8.2.3.
 *
 * @param ended why and for how long there is none any more; empty while there is one, active or pending
 * @param expires when it ends unless it is refreshed; empty if nothing is said
 */
record SubscriptionState(Optional<Ending> ended, Optional<Duration> expires) {

    /** Nobody keeps a subscription for longer, whatever is said. */
    private static final long LONGEST = Duration.ofDays(1).toSeconds();

    static SubscriptionState of(SipRequest notify) {
        var expires = seconds(notify, "expires");
        if (Substate.of(notify) != Substate.TERMINATED && !expires.equals(Optional.of(Duration.ZERO))) {
            return new SubscriptionState(Optional.empty(), expires);
        }
        var reason = param(notify, "reason").orElse("").toLowerCase(Locale.ROOT);
        return new SubscriptionState(Optional.of(Ending.of(reason, seconds(notify, "retry-after"))), Optional.empty());
    }

    private static Optional<String> param(SipRequest notify, String name) {
        return Substate.header(notify).map(header -> header.getParameter(name));
    }

    private static Optional<Duration> seconds(SipRequest notify, String name) {
        return param(notify, name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST)));
    }
}
