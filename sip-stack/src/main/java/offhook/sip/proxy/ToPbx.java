package offhook.sip.proxy;

import java.util.List;
import offhook.directory.address.SipUri;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.PbxAddress;
import offhook.sip.locate.Locator;
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
    private final PbxAddress pbx;
    private final Way way;
    private final boolean onlyOurs;

    /** @param onlyOurs other domains are found by DNS */
    ToPbx(Forks forks, OwnAddresses own, PbxAddress pbx, Locator locator, boolean onlyOurs) {
        this.forks = forks;
        this.own = own;
        this.pbx = pbx;
        this.way = Way.to(pbx.server(), locator);
        this.onlyOurs = onlyOurs;
    }

    @Override
    public boolean take(Walk walk) {
        boolean isElsewhere = onlyOurs && !own.isOurs(walk.request().uri());
        if (walk.callee().isPresent() || isElsewhere || !walk.mayCallOut()) {
            return true;
        }
        var to = Destination.of(target(walk.request().uri()), secured(walk), true);
        forks.start(walk, List.of(List.of(to)));
        return false;
    }

    private Way secured(Walk walk) {
        if (!walk.request().uri().scheme().equals("sips")) {
            return way;
        }
        if (Locator.literal(pbx.server()).filter(server -> !server.isSecure()).isPresent()) {
            throw new SipFailure(480, "No Secure Way There");
        }
        return way.where(Target::isSecure);
    }

    /** A number of our domain is a number at the PBX, which is reached as the configuration says and not as the phone does. */
    private Uri target(Uri dialled) {
        if (!own.isOurs(dialled)) {
            return dialled;
        }
        return dialled.isSip()
                ? dialled.withHostPort(pbx.at().host(), pbx.at().port())
                        .withParams(dialled.params().without("maddr").without("transport"))
                : OwnAddresses.read(dialled)
                        .map(tel ->
                                Uri.parse(SipUri.of(tel.user(), pbx.at().host()).toString()))
                        .map(uri -> uri.withHostPort(pbx.at().host(), pbx.at().port()))
                        .orElse(dialled);
    }
}
