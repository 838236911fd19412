package offhook.sip.subscriber;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import offhook.sip.agent.Pause;
import offhook.sip.agent.Pause.Kind;

/**
 * That a subscription is over or was refused, and when to subscribe again.
 *
 * @param kind how soon
 * @param retryAfter not earlier than this, says the notifier
 * @param why in a word, for people
 */
record Ending(Kind kind, Optional<Duration> retryAfter, String why) {

    /** RFC 6665 §4.1.2.2: these answers to a refresh end the subscription, RFC 5057 says why. */
    private static final Set<Integer> FATAL = Set.of(404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

    /** By the reason of RFC 6665 §4.1.3; an unknown one, or none, allows to try again at any time. */
    static Ending of(String reason, Optional<Duration> retryAfter) {
        return switch (reason) {
            case "deactivated", "timeout" -> new Ending(Kind.AT_ONCE, Optional.empty(), reason);
            case "rejected", "noresource", "invariant" -> new Ending(Kind.SELDOM, Optional.empty(), reason);
            case "" -> new Ending(Kind.LATER, retryAfter, "terminated");
            default -> new Ending(Kind.LATER, retryAfter, reason);
        };
    }

    /** The refusal of a SUBSCRIBE; 408 and 503 stand for no answer at all, too. */
    static Ending of(int status, Optional<Duration> retryAfter) {
        return new Ending(Kind.of(status), retryAfter, Integer.toString(status));
    }

    /** The subscription has run out, or no NOTIFY has come for the SUBSCRIBE. */
    static Ending unheard(String why) {
        return new Ending(Kind.AT_ONCE, Optional.empty(), why);
    }

    /** @param failures attempts in a row that came to nothing, this one included */
    Duration pause(int failures, RandomGenerator random) {
        return Pause.after(kind, retryAfter, failures, random);
    }

    /** Whether the notifier knows of no subscription that we know of. */
    boolean isForgotten() {
        return why.equals("481");
    }

    /** Whether a refresh that was answered so ends the subscription. */
    static boolean isFatal(int status) {
        return FATAL.contains(status);
    }
}
