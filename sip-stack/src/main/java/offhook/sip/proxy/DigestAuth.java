package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.User;
import offhook.sip.auth.Authenticator;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;

/**
 * Who sends the request. Peers are believed by their address, and user agents of our own. Whoever says to be one of us proves it, and so does
 * whoever wants anything but to call one of us. Safe to share.
 */
final class DigestAuth implements Step {

    private final Authenticator authenticator;
    private final OwnAddresses own;
    private final Peers peers;

    DigestAuth(Authenticator authenticator, OwnAddresses own, Peers peers) {
        this.authenticator = authenticator;
        this.own = own;
        this.peers = peers;
    }

    @Override
    public boolean take(Walk walk) {
        var request = walk.request();
        if (walk.transaction().source() instanceof Inside.Wire wire) {
            walk.sender = wire.person();
            if (wire.leadsHome()) {
                return true; // the phone shall show who will be called, not its owner
            }
        } else if (peers.isOne(walk.transaction().source().remote().getAddress())) {
            walk.fromPeer = true;
            walk.fromPbx = peers.isPbx(walk.transaction().source().remote().getAddress());
        } else if (mustProve(request)) {
            var user = authenticator.authenticate(walk.transaction(), request);
            if (user.isEmpty()) {
                return false;
            }
            checkFrom(request, user.get());
            // RFC 3261 §22.3: what was for us goes no further.
            request.remove(HeaderName.PROXY_AUTHORIZATION);
            walk.sender = user;
        }
        Identity.assertSender(walk);
        return true;
    }

    private boolean mustProve(SipRequest request) {
        return !request.is(Method.INVITE) || isOurs(request) || request.has(HeaderName.PROXY_AUTHORIZATION);
    }

    private boolean isOurs(SipRequest request) {
        var from = request.from().uri();
        return from.isSip() && own.isOurs(from);
    }

    /** Nobody calls in the name of somebody else of us. */
    private void checkFrom(SipRequest request, User user) {
        if (isOurs(request) && !own.find(request.from().uri()).equals(Optional.of(user))) {
            throw new SipFailure(403, "From Is Not Yours");
        }
    }
}
