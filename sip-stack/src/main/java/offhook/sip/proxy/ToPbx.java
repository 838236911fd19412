package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import offhook.directory.address.SipUri;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;
import offhook.sip.transport.Target;

/**
 * What is for nobody of us goes to the PBX, if one of us or another peer sends it. What comes from the PBX never goes back
 * there. Safe to share.
 */
final class ToPbx implements Step {

    private final Forks forks;
    private final OwnAddresses own;
    private final Uri pbx;
    private final Target hop;

    /** @param pbx a sip URI without user */
    ToPbx(Forks forks, OwnAddresses own, Uri pbx, Target hop) {
        this.forks = forks;
        this.own = own;
        this.pbx = pbx;
        this.hop = hop;
    }

    @Override
    public boolean take(Walk walk) {
        boolean isFromPbx = walk.transaction()
                .source()
                .remote()
                .getAddress()
                .equals(hop.address().getAddress());
        boolean mayCallOut = walk.sender().isPresent() || (walk.fromPeer() && !isFromPbx);
        if (walk.callee().isPresent() || !mayCallOut) {
            return true;
        }
        if (walk.request().uri().scheme().equals("sips") && !hop.protocol().isSecure()) {
            throw new SipFailure(480, "No Secure Way There");
        }
        var to = new Destination(Optional.empty(), target(walk.request().uri()), hop, List.of(), true);
        forks.start(walk, List.of(List.of(to)));
        return false;
    }

    /** A number of our domain is a number at the PBX, which is reached as the configuration says and not as the phone does. */
    private Uri target(Uri dialled) {
        if (!own.isOurs(dialled)) {
            return dialled;
        }
        return dialled.isSip()
                ? dialled.withHostPort(pbx.host(), pbx.port())
                        .withParams(dialled.params().without("maddr").without("transport"))
                : OwnAddresses.read(dialled)
                        .map(tel -> Uri.parse(SipUri.of(tel.user(), pbx.host()).toString()))
                        .map(uri -> uri.withHostPort(pbx.host(), pbx.port()))
                        .orElse(dialled);
    }
}
