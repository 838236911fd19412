package offhook.sip.subscriber;

import offhook.sip.message.SipRequest;

/**
 * Is told what notifiers tell. Called on the subscriber's loop, must not block.
 *
 * <p>A forked SUBSCRIBE may find several notifiers, whose statements hold side by side (RFC 6665 §4.1.4). When a
 * subscription is lost and another one takes its place, the statement of the new notifier comes before the end of the old
 * one, so nothing flickers.
 */
public interface SubscriberListener {

    /**
     * A NOTIFY has come, with a body or without; it is answered already.
     *
     * @param notifier tells one of them from another, also from those of earlier subscriptions
     */
    void notified(String notifier, SipRequest notify);

    /** What that notifier has told holds no more. */
    void gone(String notifier);

    /**
     * A subscription was refused or has ended; another one is asked for in time.
     *
     * @param why a status, or a reason of RFC 6665 §4.1.3
     */
    default void ended(String why) {}

    /** A notifier has answered 481 to a refresh: it has lost its memory, perhaps also of others. */
    default void forgotten() {}
}
