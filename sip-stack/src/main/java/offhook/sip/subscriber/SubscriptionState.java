package offhook.sip.subscriber;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import offhook.sip.message.HeaderName;
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

    /** A NOTIFY without the header is one of a notifier from before RFC 3265: it is taken as active. */
    static SubscriptionState of(SipRequest notify) {
        var parts = notify.value(HeaderName.SUBSCRIPTION_STATE)
                .orElse("active")
                .toLowerCase(Locale.ROOT)
                .split(";");
        var expires = seconds(parts, "expires");
        if (!parts[0].strip().equals("terminated") && !expires.equals(Optional.of(Duration.ZERO))) {
            return new SubscriptionState(Optional.empty(), expires);
        }
        var reason = param(parts, "reason").orElse("");
        return new SubscriptionState(Optional.of(Ending.of(reason, seconds(parts, "retry-after"))), Optional.empty());
    }

    private static Optional<String> param(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            var pair = parts[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equals(name)) {
                return Optional.of(pair[1].strip());
            }
        }
        return Optional.empty();
    }

    private static Optional<Duration> seconds(String[] parts, String name) {
        return param(parts, name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> Duration.ofSeconds(Math.min(Long.parseLong(text), LONGEST)));
    }
}
