package offhook.xmpp.presence;

import java.util.Optional;
import offhook.directory.address.Jid;

/**
 * What lies over the presence that clients sent. Asked at each broadcast, probe and login, on any thread: it answers
 * from memory without a lock. Whoever implements it calls {@code presenceChanged(account)} of the server after a change.
 */
public interface PresenceOverlay {

    /** What contacts see in place of {@code base}, which a client of this bare JID sent last; {@code base} itself for no change. */
    Availability apply(Jid account, Availability base);

    /** What contacts see of an account without any session, as resource "phone" of priority -1; empty for nothing. */
    Optional<Availability> withoutSession(Jid account);

    /** Whether rooms that somebody is in see it, too; they are told what the client said to them otherwise. */
    default boolean isInRooms() {
        return false;
    }

    /** No overlay at all. */
    PresenceOverlay NONE = new PresenceOverlay() {
        @Override
        public Availability apply(Jid account, Availability base) {
            return base;
        }

        @Override
        public Optional<Availability> withoutSession(Jid account) {
            return Optional.empty();
        }
    };
}
