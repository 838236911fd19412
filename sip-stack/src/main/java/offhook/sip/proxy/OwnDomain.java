package offhook.sip.proxy;

import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;

/** Whether the request is for our domain, RFC 3261 §16.4 and §16.5. Safe to share. */
final class OwnDomain implements Step {

    private final OwnAddresses own;

    OwnDomain(OwnAddresses own) {
        this.own = own;
    }

    @Override
    public boolean take(Walk walk) {
        var request = walk.request();
        // A phone with us as its outbound proxy names us in Route.
        while (RecordRoute.topRoute(request).filter(own::isListener).isPresent()
                || RecordRoute.topRoute(request).filter(own::isOurs).isPresent()) {
            request.pop(HeaderName.ROUTE);
        }
        if (request.has(HeaderName.ROUTE)) {
            throw new SipFailure(403, "No Route Beyond This Proxy");
        }
        walk.refusal = own.isOurs(request.uri()) ? new SipFailure(404) : new SipFailure(403, "Not Our Domain");
        return true;
    }
}
