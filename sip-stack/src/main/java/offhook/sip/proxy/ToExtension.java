package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import offhook.directory.User;
import offhook.sip.domain.PbxAddress;
import offhook.sip.locate.Locator;

/**
 * Calls that begin in chat reach somebody of us who has no phone here by their extension at the PBX. All other calls come from
 * phones, which are at the same PBX as those whom they call, or from it. Safe to share.
 */
final class ToExtension implements Step {

    private final Forks forks;
    private final PbxAddress pbx;
    private final Way way;

    ToExtension(Forks forks, PbxAddress pbx, Locator locator) {
        this.forks = forks;
        this.pbx = pbx;
        this.way = Way.to(pbx.server(), locator);
    }

    @Override
    public boolean take(Walk walk) {
        if (!(walk.transaction().source() instanceof Inside.Wire)
                || !walk.stages.isEmpty()
                || walk.isForVoicemail()
                || walk.isDeclined()
                || !(walk.callee().orElse(null) instanceof User user)
                || user.extensions().isEmpty()) {
            return true;
        }
        var uri = pbx.of(user.extensions().get(0));
        var to = new Destination(Optional.of(user.id()), uri, way, List.of(), true, false, List.of());
        forks.start(walk, List.of(List.of(to)));
        return false;
    }
}
