package offhook.sip.subscriber;

import java.util.Locale;
import java.util.Optional;
import javax.sip.header.SubscriptionStateHeader;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/** How a subscription stands, says a NOTIFY: the substate-value of RFC 6665 §8.4. */
public enum Substate {
    ACTIVE,
    PENDING,
    TERMINATED;

    /** What says nothing that is known, or comes from a notifier from before RFC 3265, is taken as active. */
    public static Substate of(SipRequest notify) {
        var state = header(notify).map(header -> header.getState().toLowerCase(Locale.ROOT));
        return switch (state.orElse("")) {
            case "pending" -> PENDING;
            case "terminated" -> TERMINATED;
            default -> ACTIVE;
        };
    }

    /** Empty if there is none that can be read. */
    static Optional<SubscriptionStateHeader> header(SipRequest notify) {
        try {
            return notify.header(HeaderName.SUBSCRIPTION_STATE, SubscriptionStateHeader.class);
        } catch (SipFailure unreadable) {
            return Optional.empty();
        }
    }
}
