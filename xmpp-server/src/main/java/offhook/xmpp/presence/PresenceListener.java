package offhook.xmpp.presence;

import offhook.directory.address.Jid;

/** Hears what becomes of the presence of accounts. Called on any thread; it must not block. */
public interface PresenceListener {

    /** Nobody listens. */
    PresenceListener NONE = new PresenceListener() {
        @Override
        public void changed(Jid account) {
            // Nobody is told.
        }

        @Override
        public void audienceChanged(Jid account) {
            // Nobody is told.
        }
    };

    /** Contacts of this bare JID are shown something else by now. */
    void changed(Jid account);

    /** Others than before may see this bare JID, or fewer. */
    void audienceChanged(Jid account);
}
