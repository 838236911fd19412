package offhook.xmpp.routing;

import offhook.directory.address.Jid;

/** Who wants nothing of whom. Safe to share; answers from memory. */
public interface Barrier {

    Barrier NONE = (account, other) -> false;

    /**
     * Whether a user keeps somebody away.
     *
     * @param account a bare JID
     * @param other any JID
     */
    boolean blocks(Jid account, Jid other);
}
