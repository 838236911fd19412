package offhook.sip.control;

import java.time.Duration;

/**
 * How long a call that we set up waits.
 *
 * @param ownPhone for the person to pick up
 * @param callee for the other one
 * @param autoAnswer whether the own phone is asked to pick up by itself
 */
public record Patience(Duration ownPhone, Duration callee, boolean autoAnswer) {

    /** That a phone answers a re-INVITE, which nobody has to pick up for. */
    static final Duration JOINING = Duration.ofSeconds(20);
}
