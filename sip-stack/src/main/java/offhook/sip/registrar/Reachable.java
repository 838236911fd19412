package offhook.sip.registrar;

import java.net.InetAddress;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.message.Host;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;

/**
 * Where a phone may say that it is. A call to one that says to be us would go round in circles, and one that says to be a
 * peer would make everybody's calls to it calls in our name: a peer believes us. Safe to share.
 */
public record Reachable(OwnAddresses own, Peers peers) {

    /**
     * @param uri of a Contact or Path
     * @param source where the REGISTER came from: a peer may register itself
     * @throws SipFailure 403 if no call may go there
     */
    public void check(Uri uri, InetAddress source) {
        if (!uri.isSip()) {
            return;
        }
        if (own.isListener(uri)) {
            throw new SipFailure(403, "Contact Is This Proxy");
        }
        boolean isPeer = peers.isNamed(uri.host())
                || Host.literal(uri.host())
                        .filter(address -> !address.equals(source) && peers.isOne(address))
                        .isPresent();
        if (isPeer) {
            throw new SipFailure(403, "Contact Is Somebody Else");
        }
    }
}
