package offhook.sip.proxy;

import java.util.List;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/** Whether a request may be forwarded at all: RFC 3261 §16.3 steps 3 to 5, RFC 5393 §4. Safe to share. */
final class LoopCheck implements Step {

    private final OwnAddresses own;

    LoopCheck(OwnAddresses own) {
        this.own = own;
    }

    @Override
    public boolean take(Walk walk) {
        check(walk.request(), walk.loopMark, own);
        return !refuseExtensions(walk.transaction(), walk.request());
    }

    /** @throws SipFailure if the request has gone far enough */
    static void check(SipRequest request, String loopMark, OwnAddresses own) {
        if (request.maxForwards().orElse(1) == 0) {
            throw new SipFailure(483);
        }
        if (LoopMark.hasLooped(request, loopMark, own)) {
            throw new SipFailure(482);
        }
    }

    /** Step 5: there is no extension that we know. */
    private static boolean refuseExtensions(ServerTransaction transaction, SipRequest request) {
        List<String> unknown = request.values(HeaderName.PROXY_REQUIRE);
        if (unknown.isEmpty()) {
            return false;
        }
        var response = transaction.response(420);
        response.append(HeaderName.UNSUPPORTED, String.join(", ", unknown));
        transaction.respond(response);
        return true;
    }
}
