package offhook.xmpp.pubsub;

import java.util.Locale;
import offhook.directory.address.Jid;

/**
 * Somebody who wants to hear of a node, XEP-0060 §4.2. Immutable.
 *
 * @param jid who is told: an account, or one of its clients
 * @param deliver whether events are sent at the moment, §16.4.2
 */
record Subscription(Jid jid, State state, boolean deliver) {

    /** Who is not subscribed is not listed. */
    enum State {
        PENDING,
        SUBSCRIBED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Subscription to(Jid jid, State state) {
        return new Subscription(jid, state, true);
    }

    boolean isActive() {
        return state == State.SUBSCRIBED;
    }

    Subscription delivering(boolean now) {
        return new Subscription(jid, state, now);
    }
}
