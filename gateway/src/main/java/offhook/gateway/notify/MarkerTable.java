package offhook.gateway.notify;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** Which chat messages people have had on their screens, as one transaction of the outbox sees it. */
record MarkerTable(Handle tx) {

    /** Mails of what was in chat by then, at the address that voicemails come from or at the other one. */
    private static final String SEEN =
            """
            UPDATE outbox SET state = 'CANCELLED', due = NULL
            WHERE channel = 'MAIL' AND stands_in = 1 AND state IN ('WAITING', 'FAILED') AND person = :person
              AND id IN (SELECT id FROM outbox
                         WHERE person = :person AND channel = 'CHAT'
                           AND (message = :message
                                OR (state IN ('SENT', 'TAKEN') AND written <= :written AND kind %s ('vm', 'vt'))))""";

    private record Marked(String kind, long written) {}

    /** They have seen this message, and so all before it (XEP-0333 §4.1): no mail stands in for these any more. */
    void displayed(UserId person, String message, Instant now) {
        find(person, message).ifPresent(marked -> {
            tx.execute(
                    """
                    INSERT INTO outbox_marker (person, last) VALUES (?, ?)
                    ON CONFLICT (person) DO UPDATE SET last = excluded.last""",
                    person.value(),
                    now.toEpochMilli());
            boolean isVoicemail = marked.kind.startsWith("v");
            tx.createUpdate(SEEN.formatted(isVoicemail ? "IN" : "NOT IN"))
                    .bind("person", person.value())
                    .bind("message", message)
                    .bind("written", marked.written)
                    .execute();
        });
    }

    private Optional<Marked> find(UserId person, String message) {
        return tx.createQuery(
                        """
                        SELECT kind, written FROM outbox
                        WHERE person = :person AND channel = 'CHAT' AND (message = :message OR root = :message)
                        ORDER BY written DESC, id LIMIT 1""")
                .bind("person", person.value())
                .bind("message", message)
                .map((row, context) -> new Marked(row.getString("kind"), row.getLong("written")))
                .findOne();
    }

    void forget(UserId person) {
        tx.execute("DELETE FROM outbox_marker WHERE person = ?", person.value());
    }
}
