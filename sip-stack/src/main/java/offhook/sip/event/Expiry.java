package offhook.sip.event;

import java.time.Duration;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/**
 * How long what is asked for may last: RFC 6665 §4.2.1.1, RFC 3903 §6 step 5.
 *
 * @param shortest what is less, and less than an hour, is refused
 * @param longest what is more is shortened
 */
public record Expiry(Duration shortest, Duration longest) {

    /**
     * @return zero for what ends at once
     * @throws SipFailure 423 if it is too short
     */
    Duration of(SipRequest request, Duration usual) {
        var wanted = wanted(request, usual);
        if (!wanted.isZero() && wanted.compareTo(shortest) < 0 && wanted.compareTo(Duration.ofHours(1)) < 0) {
            throw new SipFailure(423);
        }
        return atMost(wanted);
    }

    /** The same for a peer, to whom nothing is too short: Kamailio (pua_dialoginfo) tells of the end of a call for ten seconds. */
    Duration ofPeer(SipRequest request, Duration usual) {
        return atMost(wanted(request, usual));
    }

    private static Duration wanted(SipRequest request, Duration usual) {
        var asked = request.number(HeaderName.EXPIRES, Integer.MAX_VALUE);
        return asked.isPresent() ? Duration.ofSeconds(asked.getAsInt()) : usual;
    }

    private Duration atMost(Duration wanted) {
        return wanted.compareTo(longest) > 0 ? longest : wanted;
    }
}
