package offhook.directory;

import offhook.directory.address.Jid;

/** What a person is known by inside Offhook: the prepared localpart of their JID, which never changes. */
public record UserId(String value) {

    /** @throws IllegalArgumentException if it is empty or could not stand in a JID as it is */
    public UserId {
        if (value.isEmpty() || !Jid.of(value, "localhost").local().equals(value)) {
            throw new IllegalArgumentException("the user name must be the prepared localpart of a JID");
        }
    }

    /** Prepares a name as people write it, "Juliet". @throws IllegalArgumentException if it can be no localpart */
    public static UserId of(String name) {
        return new UserId(Jid.of(name, "localhost").local());
    }

    @Override
    public String toString() {
        return value;
    }
}
