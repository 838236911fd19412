package offhook.xmpp.roster;

import static offhook.xmpp.roster.Subscription.Half.ASKED;
import static offhook.xmpp.roster.Subscription.Half.NO;
import static offhook.xmpp.roster.Subscription.Half.YES;

import java.util.Optional;

/**
 * Who sees whose presence, between a user and one contact, as the user's server knows it. The three values of each half
 * make the nine states of RFC 6121 Appendix A.1; each method is one of its tables. Immutable.
 *
 * @param to whether the user sees the contact's presence; {@code ASKED} is "Pending Out"
 * @param from whether the contact sees the user's presence; {@code ASKED} is "Pending In"
 */
public record Subscription(Half to, Half from) {

    /** One direction of a subscription. */
    public enum Half {
        NO,
        ASKED,
        YES
    }

    /** The types of presence that change a subscription, RFC 6121 §3. */
    public enum Request {
        SUBSCRIBE,
        SUBSCRIBED,
        UNSUBSCRIBE,
        UNSUBSCRIBED
    }

    /**
     * What becomes of a request that the user sends.
     *
     * @param route whether it goes to the contact
     * @param approved whether a request of the contact is approved in advance, RFC 6121 §3.4
     */
    public record Sent(Subscription next, boolean route, boolean approved) {}

    /**
     * What becomes of a request that the contact sent.
     *
     * @param deliver whether the user's clients get it
     * @param reply what the server answers in the user's name
     */
    public record Received(Subscription next, boolean deliver, Optional<Request> reply, boolean approved) {}

    public static final Subscription NONE = new Subscription(NO, NO);
    public static final Subscription BOTH = new Subscription(YES, YES);

    /** Appendix A.2, with the pre-approval of §3.4.2. */
    public Sent sent(Request request, boolean approved) {
        return switch (request) {
            case SUBSCRIBE -> new Sent(new Subscription(to == YES ? YES : ASKED, from), true, approved);
            case UNSUBSCRIBE -> new Sent(new Subscription(NO, from), true, approved);
            case SUBSCRIBED ->
                from == ASKED ? new Sent(new Subscription(to, YES), true, false) : new Sent(this, false, from == NO);
            case UNSUBSCRIBED -> new Sent(new Subscription(to, NO), from != NO, false);
        };
    }

    /** Appendix A.3. A pre-approval is used up by the request that it approves. */
    public Received received(Request request, boolean approved) {
        return switch (request) {
            case SUBSCRIBE -> subscribeReceived(approved);
            case SUBSCRIBED -> to == ASKED ? delivered(new Subscription(YES, from), null, approved) : ignored(approved);
            case UNSUBSCRIBE ->
                from == NO ? ignored(approved) : delivered(new Subscription(to, NO), Request.UNSUBSCRIBED, approved);
            case UNSUBSCRIBED -> to == NO ? ignored(approved) : delivered(new Subscription(NO, from), null, approved);
        };
    }

    private Received subscribeReceived(boolean approved) {
        if (from == YES || approved) {
            return new Received(new Subscription(to, YES), false, Optional.of(Request.SUBSCRIBED), false);
        }
        return from == ASKED ? ignored(false) : delivered(new Subscription(to, ASKED), null, false);
    }

    private Received ignored(boolean approved) {
        return new Received(this, false, Optional.empty(), approved);
    }

    private static Received delivered(Subscription next, Request reply, boolean approved) {
        return new Received(next, true, Optional.ofNullable(reply), approved);
    }

    /** The value of the 'subscription' attribute, RFC 6121 §2.1.2.5. */
    public String attribute() {
        if (to == YES) {
            return from == YES ? "both" : "to";
        }
        return from == YES ? "from" : "none";
    }
}
