package offhook.sip.proxy;

import java.util.List;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.locate.Locator;

/** What is for another domain goes there by DNS (RFC 3263), if one of us or a peer sends it. Safe to share. */
final class ToDns implements Step {

    private final Forks forks;
    private final OwnAddresses own;
    private final Locator locator;

    ToDns(Forks forks, OwnAddresses own, Locator locator) {
        this.forks = forks;
        this.own = own;
        this.locator = locator;
    }

    @Override
    public boolean take(Walk walk) {
        var uri = walk.request().uri();
        if (!uri.isSip() || own.isOurs(uri) || !walk.mayCallOut()) {
            return true;
        }
        var way = Way.to(uri, locator);
        var secured = uri.scheme().equals("sips") ? way.where(target -> target.isSecure()) : way;
        forks.start(walk, List.of(List.of(Destination.of(uri, secured, false))));
        return false;
    }
}
