package offhook.gateway.notify;

import java.time.Instant;
import java.util.List;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** What {@link OneVoicemail} asks of the table outbox, and does to it. */
record OneVoicemailTable(Handle tx) {

    private static final int MOST = 200;

    /** What was written for a person since then, the newest first. */
    List<Entry> since(UserId person, Instant then) {
        return tx.createQuery(
                        "SELECT * FROM outbox WHERE person = :person AND written >= :then ORDER BY written DESC LIMIT :most")
                .bind("person", person.value())
                .bind("then", then.toEpochMilli())
                .bind("most", MOST)
                .map(EntryRow::read)
                .list();
    }

    /** Nobody is told before then. */
    void hold(String id, Instant due) {
        tx.execute(
                "UPDATE outbox SET due = ? WHERE id = ? AND state = 'WAITING' AND message IS NULL AND due < ?",
                due.toEpochMilli(),
                id,
                due.toEpochMilli());
    }

    /** Nobody is told who was not told yet; what nobody has taken is withdrawn. */
    void cancel(String id, Instant now) {
        tx.execute(
                "UPDATE outbox SET state = 'CANCELLED', due = NULL WHERE id = ? AND state = 'WAITING' AND message IS NULL",
                id);
        tx.execute(
                "UPDATE outbox SET state = 'RECALLING', due = ? WHERE id = ? AND channel = 'CHAT' AND state = 'STORED'",
                now.toEpochMilli(),
                id);
    }
}
