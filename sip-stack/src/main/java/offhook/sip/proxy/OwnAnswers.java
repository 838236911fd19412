package offhook.sip.proxy;

import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/** What we answer ourselves: OPTIONS to us (RFC 3261 §11). Any other method is forwarded. Safe to share. */
final class OwnAnswers {

    private static final String ALLOWED = String.join(
            ", ",
            "INVITE",
            "ACK",
            "CANCEL",
            "BYE",
            "REGISTER",
            "OPTIONS",
            "UPDATE",
            "PRACK",
            "INFO",
            "REFER",
            "NOTIFY",
            "SUBSCRIBE",
            "PUBLISH",
            "MESSAGE");

    private final OwnAddresses own;

    OwnAnswers(OwnAddresses own) {
        this.own = own;
    }

    /** Whether the request has its answer. */
    boolean take(ServerTransaction transaction, SipRequest request) {
        if (request.is(Method.OPTIONS) && isForUs(request)) {
            var response = transaction.response(200);
            response.append(HeaderName.ALLOW, ALLOWED);
            response.append(HeaderName.ACCEPT, "application/sdp");
            response.append(HeaderName.SUPPORTED, "path, outbound, gruu");
            transaction.respond(response);
            return true;
        }
        return false;
    }

    /** §16.3 step 3: the last hop may answer for whoever was meant. */
    private boolean isForUs(SipRequest request) {
        return request.maxForwards().orElse(1) == 0
                || (own.isOurs(request.uri()) && request.uri().user().isEmpty());
    }
}
