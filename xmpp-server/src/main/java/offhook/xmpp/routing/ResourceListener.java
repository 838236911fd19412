package offhook.xmpp.routing;

import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Presence;

/** Hears what becomes of the clients of an account; all on the account's lane, and none of it may block. */
public interface ResourceListener {

    /** The client has bound its resource. */
    default void bound(Resource resource) {}

    /**
     * The client told all its contacts that it is available.
     *
     * @param initial whether it was not available before, RFC 6121 §4.2
     */
    default void available(Resource resource, Presence presence, boolean initial) {}

    /** The client is not available any more; the presence is what its contacts are told. */
    default void unavailable(Resource resource, Presence presence) {}

    /** The session is over; {@code unavailable} came first if it was available. */
    default void ended(Resource resource, Ending ending) {}
}
