package offhook.sip.agent;

import gov.nist.javax.sip.header.extensions.SessionExpiresHeader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/**
 * How long a session lasts that nobody refreshes, RFC 4028. Immutable.
 *
 * @param ours whether it is we who refresh it
 * @param understood whether the other end knows such timers, and not only a proxy between
 */
record SessionTimer(Duration interval, boolean ours, boolean understood) {

    /** §4: less must not be asked for. */
    static final Duration SHORTEST = Duration.ofSeconds(90);

    static final String TAG = "timer";

    private static final Duration MARGIN = Duration.ofSeconds(32);

    /**
     * What a request asks for that we answer, §9.
     *
     * @return empty if it asks for none, or for one that we would have to refresh with nothing that the other end takes
     * @throws SipFailure 422 if the interval is too short
     */
    static Optional<SessionTimer> asked(SipRequest request) {
        var asked = request.number(HeaderName.SESSION_EXPIRES, Integer.MAX_VALUE);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var interval = Duration.ofSeconds(asked.getAsInt());
        boolean understood = request.values(HeaderName.SUPPORTED).contains(TAG);
        if (interval.compareTo(SHORTEST) < 0) {
            if (understood) {
                throw new SipFailure(422).with(HeaderName.MIN_SE, Long.toString(SHORTEST.toSeconds()));
            }
            return Optional.empty();
        }
        boolean ours = !understood || "uas".equals(refresher(request));
        return ours && !request.values(HeaderName.ALLOW).contains(Method.UPDATE.name())
                ? Optional.empty()
                : Optional.of(new SessionTimer(interval, ours, understood));
    }

    /** What they answer to an UPDATE of ours, §7.2; empty if nobody needs to refresh any more. */
    static Optional<SessionTimer> granted(SipResponse response) {
        var granted = response.number(HeaderName.SESSION_EXPIRES, Integer.MAX_VALUE);
        return granted.isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionTimer(
                        Duration.ofSeconds(granted.getAsInt()), !"uas".equals(refresher(response)), true));
    }

    private static String refresher(SipMessage message) {
        return message.header(HeaderName.SESSION_EXPIRES, SessionExpiresHeader.class)
                .map(SessionExpiresHeader::getRefresher)
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** Into the 2xx to the request that asked. */
    void write(SipResponse response) {
        response.append(HeaderName.SESSION_EXPIRES, interval.toSeconds() + ";refresher=" + (ours ? "uas" : "uac"));
        if (understood) {
            response.append(HeaderName.REQUIRE, TAG);
        }
    }

    /** Into an UPDATE of ours that refreshes: there we are the client. */
    void write(SipRequest request) {
        request.append(HeaderName.SUPPORTED, TAG);
        request.append(HeaderName.SESSION_EXPIRES, interval.toSeconds() + ";refresher=uac");
    }

    /** §9: when we refresh. */
    Duration half() {
        return interval.dividedBy(2);
    }

    /** §10: when whoever does not refresh gives the session up. */
    Duration end() {
        var third = interval.dividedBy(3);
        return interval.minus(third.compareTo(MARGIN) < 0 ? third : MARGIN);
    }
}
