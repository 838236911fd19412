package offhook.sip.registrar;

import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/**
 * How far a REGISTER is one of RFC 5626.
 *
 * @param applies whether the number of a flow means anything: the device is at the other end of it, or an edge proxy is
 *     that knows what to do with it
 * @param supported whether the device says that it knows the extension
 */
record Outbound(boolean applies, boolean supported) {

    /** How often the device shall say something on a connection (§4.4.1), in seconds. */
    static final int FLOW_TIMER = 120;

    /** @throws SipFailure 439 if the device relies on it and the first proxy on the way knows nothing of it */
    static Outbound of(SipRequest request) {
        boolean supported = supports(request, "outbound");
        boolean direct = request.values(HeaderName.VIA).size() == 1;
        boolean applies = direct || isEdge(request.address(HeaderName.PATH));
        if (!applies && supported && hasFlow(request)) {
            throw new SipFailure(439);
        }
        return new Outbound(applies, supported);
    }

    static boolean supports(SipRequest request, String option) {
        return request.values(HeaderName.SUPPORTED).stream().anyMatch(option::equalsIgnoreCase);
    }

    private static boolean isEdge(Optional<NameAddr> path) {
        return path.filter(first -> first.uri().param("ob").isPresent()).isPresent();
    }

    private static boolean hasFlow(SipRequest request) {
        return request.addresses(HeaderName.CONTACT).stream()
                .anyMatch(contact -> contact.param("reg-id").isPresent());
    }
}
