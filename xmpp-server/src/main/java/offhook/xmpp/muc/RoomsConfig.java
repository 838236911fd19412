package offhook.xmpp.muc;

import offhook.directory.address.Jid;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [xmpp.rooms] */
@Doc("Rooms in which many chat together (XEP-0045).")
public record RoomsConfig(
        @Doc("Whether there are rooms.") @Default("true") boolean enabled,
        @Doc("The domain of the rooms; empty for conference. before the server's.") @Default("") String host,
        @Doc("Who may make rooms: everybody or admins.") @Default("everybody") Makers create,
        @Doc("How many may be in one room.") @Default("1000") int occupants,
        @Doc("How many of the last messages a newcomer gets, where the room's owner says nothing else.") @Default("20")
                int history,
        @Doc("How many rooms there may be.") @Default("10000") int rooms,
        @Doc("How many rooms one user may own when making another.") @Default("100") int roomsPerUser,
        @Doc("How many members, admins, owners and outcasts a room may have.") @Default("10000") int affiliations,
        @Doc("Whether a room has an archive, where its owner says nothing else.") @Default("true") boolean archive) {

    /** The most messages that an owner may have a newcomer get. */
    static final int LONGEST_HISTORY = 500;

    public RoomsConfig {
        if (occupants < 2 || occupants > 100_000) {
            throw new IllegalArgumentException("occupants: expected a number from 2 to 100000");
        }
        if (history < 0 || history > LONGEST_HISTORY) {
            throw new IllegalArgumentException("history: expected a number from 0 to " + LONGEST_HISTORY);
        }
        if (rooms < 1 || roomsPerUser < 1 || affiliations < 1) {
            throw new IllegalArgumentException("rooms, rooms_per_user, affiliations: expected a number from 1");
        }
    }

    /** The address of the service where this is the server's domain. */
    public Jid address(String domain) {
        try {
            return Jid.of(host.isEmpty() ? "conference." + domain : host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[xmpp.rooms] host: expected a domain name", e);
        }
    }

    /** Who may make a room by entering it, XEP-0045 §10.1.1. */
    public enum Makers {
        EVERYBODY,
        ADMINS
    }
}
