package offhook.voicemail.pin;

import java.util.Optional;
import offhook.directory.UserId;

/** The PINs, as one transaction sees them. */
interface PinStore {

    /** What is kept of a PIN, and its lock. */
    record Kept(String keys, Lock lock) {}

    Optional<Kept> find(UserId person);

    /** In place of the one before; nothing is locked. */
    void set(UserId person, String keys);

    /** False if there is none. */
    boolean lock(UserId person, Lock lock);

    /** False if there was none. */
    boolean remove(UserId person);
}
