package offhook.xmpp.muc;

import java.util.Set;
import offhook.directory.address.Jid;

/**
 * What holds for all rooms of the service.
 *
 * @param admins of the server: owners of every room
 */
record Policy(Jid host, RoomsConfig config, Set<Jid> admins) {

    /** The most characters of a name, a reason, and the most bytes of a subject. */
    static final int LONGEST_TEXT = 4_096;

    boolean isAdmin(Jid user) {
        return admins.contains(user.bare());
    }

    boolean mayCreate(Jid user) {
        return config.create() == RoomsConfig.Makers.EVERYBODY || isAdmin(user);
    }

    RoomConfig instant() {
        return RoomConfig.instant(config.occupants(), config.history(), config.archive());
    }
}
