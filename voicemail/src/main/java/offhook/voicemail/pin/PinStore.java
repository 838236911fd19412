package offhook.voicemail.pin;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;

/** The PINs, as one transaction sees them. */
interface PinStore {

    /**
     * What is kept of a PIN.
     *
     * @param own its lock at the owner's phone
     * @param other at all others
     */
    record Kept(String keys, Lock own, Lock other) {

        Lock lock(Phone at) {
            return at == Phone.OWN ? own : other;
        }

        boolean isClosed(Instant now) {
            return own.isClosed(now) || other.isClosed(now);
        }
    }

    Optional<Kept> find(UserId person);

    /** In place of the one before; nothing is locked. */
    void set(UserId person, String keys);

    /** False if there is none. */
    boolean lock(UserId person, Phone at, Lock lock);

    /** False if there was none. */
    boolean remove(UserId person);
}
