package offhook.sip.agent;

import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** Hears what comes back to a request of ours, on the loop of its Call-ID. */
@FunctionalInterface
interface Responses {

    /** @param sent the request as it went out last */
    default void provisional(SipRequest sent, SipResponse response) {}

    /** Its end. To an INVITE more than one 2xx may come, and each may come again. */
    void ended(Exchange exchange);
}
