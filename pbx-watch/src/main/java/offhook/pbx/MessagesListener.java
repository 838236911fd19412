package offhook.pbx;

import java.time.Instant;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The way out for voicemail that stays on the PBX. */
public interface MessagesListener {

    /**
     * There are more messages than before. Called on the writer's thread, in the transaction that remembers their
     * number: what is written in {@code tx} is kept if and only if that is.
     *
     * @param fresh messages not listened to yet
     * @param number how often that has happened with this mailbox: no two times have the same
     */
    void messagesCame(UserId user, String mailbox, int fresh, long number, Instant at, Handle tx);
}
