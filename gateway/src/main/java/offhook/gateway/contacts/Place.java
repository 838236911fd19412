package offhook.gateway.contacts;

import java.time.Duration;
import java.util.Optional;
import offhook.sip.auth.Login;
import offhook.sip.message.Uri;
import offhook.sip.subscriber.Subscriber;

/**
 * Where somebody of the SIP world is watched.
 *
 * @param resource the Request-URI
 * @param at where it goes
 * @param from who watches
 * @param login answers challenges
 */
record Place(Uri resource, Uri at, Uri from, Optional<Login> login) {

    static final String EVENT = "presence";
    static final String ACCEPT = "application/pidf+xml";

    private static final Duration EXPIRES = Duration.ofHours(1);

    /** How long what was told holds while nobody tells anything. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    Subscriber.What subscription() {
        return new Subscriber.What(resource, at, from, EVENT, ACCEPT, EXPIRES, PATIENCE, login);
    }
}
