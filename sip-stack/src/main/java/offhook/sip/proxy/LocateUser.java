package offhook.sip.proxy;

import offhook.directory.Callee;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.SipFailure;

/** Whom of us the request is for, and where their phones are: RFC 3261 §16.5. Safe to share. */
final class LocateUser implements Step {

    private final OwnAddresses own;
    private final PhoneLines lines;

    LocateUser(OwnAddresses own, PhoneLines lines) {
        this.own = own;
        this.lines = lines;
    }

    @Override
    public boolean take(Walk walk) {
        var uri = walk.request().uri();
        if (!own.isOurs(uri)) {
            return true;
        }
        walk.callee = own.find(uri).map(this::withoutWhoLeft);
        if (walk.callee.isPresent()) {
            walk.refusal = new SipFailure(480);
        }
        if (walk.callee.isPresent() && walk.callee.get() instanceof User user) {
            walk.stages = lines.of(user.id(), uri);
        }
        return true;
    }

    /** A ring group names people who may be disabled, or not there yet. */
    private Callee withoutWhoLeft(Callee callee) {
        return callee instanceof RingGroup group
                ? new RingGroup(
                        group.extension(),
                        group.members().stream().filter(own::isHere).toList(),
                        group.strategy())
                : callee;
    }
}
