package offhook.pbx.mwi;

import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;

/** How many messages each mailbox had when the PBX last told. All inside one transaction. */
interface MailboxStore {

    Optional<Mailbox> find(UserId user, String name);

    /** Of everybody, by their names. */
    Map<UserId, Map<String, Mailbox>> all();

    void save(UserId user, String name, Mailbox mailbox);

    /** Forgets all mailboxes of a person. */
    void forget(UserId user);

    /**
     * What is remembered of a mailbox.
     *
     * @param fresh messages not listened to
     * @param old the others
     * @param number how often messages have come
     */
    record Mailbox(int fresh, int old, long number) {

        /** A message heard makes one old: so more of both together came, and at least one of them is new. */
        boolean hasMoreIn(int freshNow, int oldNow) {
            return freshNow > fresh || (freshNow > 0 && (long) freshNow + oldNow > (long) fresh + old);
        }
    }
}
