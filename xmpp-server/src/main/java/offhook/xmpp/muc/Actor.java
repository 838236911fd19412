package offhook.xmpp.muc;

import java.util.Comparator;
import offhook.directory.address.Jid;

/**
 * Whoever asks a room for something, and what they are to it.
 *
 * @param nick "" for one who is not in the room
 */
record Actor(Jid jid, String nick, Role role, Affiliation affiliation) {

    /** XEP-0045 §8: whether somebody is a moderator is asked of the user, not of the client. */
    static Actor of(Room room, Jid user) {
        var affiliation = room.affiliation(user);
        var here = room.occupants.of(user);
        if (here == null) {
            here = room.occupants.all().stream()
                    .filter(occupant -> occupant.account().equals(user.bare()))
                    .max(Comparator.comparing(Occupant::role))
                    .orElse(null);
        }
        return here == null
                ? new Actor(user, "", Role.NONE, affiliation)
                : new Actor(user, here.nick(), here.role(), affiliation);
    }
}
