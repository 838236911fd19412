package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.Callee;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.SipFailure;
import offhook.sip.registrar.Gruus;

/** Whom of us the request is for, and where their phones are: RFC 3261 §16.5. Safe to share. */
final class LocateUser implements Step {

    private final OwnAddresses own;
    private final PhoneLines lines;
    private final DeviceLines devices;

    LocateUser(OwnAddresses own, PhoneLines lines, DeviceLines devices) {
        this.own = own;
        this.lines = lines;
        this.devices = devices;
    }

    @Override
    public boolean take(Walk walk) {
        var uri = walk.request().uri();
        if (!own.isOurs(uri)) {
            return true;
        }
        if (Gruus.isGruu(uri)) {
            locate(walk, devices.of(uri).orElseThrow(() -> new SipFailure(404)));
            return true;
        }
        walk.callee = own.find(uri).map(this::withoutWhoLeft);
        if (walk.callee.isPresent()) {
            walk.refusal = Walk.away();
        }
        if (walk.callee.isPresent() && walk.callee.get() instanceof User user) {
            walk.stages = lines.of(user.id(), uri);
        }
        return true;
    }

    /** RFC 5627 §6.1: "If there are no registered contacts bound to the GRUU, the server MUST return a 480". */
    private static void locate(Walk walk, DeviceLines.Found device) {
        walk.callee = Optional.of(device.user());
        walk.refusal = Walk.away();
        walk.stages = device.groups();
    }

    /** A ring group names people who may be disabled, or not there yet. */
    private Callee withoutWhoLeft(Callee callee) {
        return callee instanceof RingGroup group
                ? group.withMembers(group.members().stream().filter(own::isHere).toList())
                : callee;
    }
}
