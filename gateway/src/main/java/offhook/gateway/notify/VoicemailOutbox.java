package offhook.gateway.notify;

import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** What the table outbox has about one voicemail. */
record VoicemailOutbox(Handle tx) {

    private static final String VOICEMAIL =
            " AND person = :person AND event = :event AND tag = :tag AND kind IN ('vm', 'vt')";

    /** Whether this voicemail was told in chat, or is about to be. */
    boolean hasChat(VoicemailLeft voicemail) {
        return about(
                                tx.createQuery("SELECT COUNT(*) FROM outbox WHERE channel = 'CHAT'"
                                        + " AND state NOT IN ('CANCELLED', 'RECALLING', 'RECALLED')" + VOICEMAIL),
                                voicemail)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** A mail about this voicemail, unless it stands in for a chat message, waits no longer. */
    void hasten(VoicemailLeft voicemail, Instant now) {
        about(
                        tx.createUpdate("UPDATE outbox SET due = :now WHERE channel = 'MAIL' AND stands_in = 0"
                                + " AND state = 'WAITING' AND message IS NULL AND due > :now" + VOICEMAIL),
                        voicemail)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /**
     * What was not told yet about this voicemail never is.
     *
     * @param withdrawn whether chat messages about it that nobody has taken are to be recalled
     */
    void settle(VoicemailLeft voicemail, boolean withdrawn, Instant now) {
        about(
                        tx.createUpdate("UPDATE outbox SET state = 'CANCELLED', due = NULL"
                                + " WHERE state = 'WAITING' AND message IS NULL" + VOICEMAIL),
                        voicemail)
                .execute();
        if (withdrawn) {
            about(
                            tx.createUpdate("UPDATE outbox SET state = 'RECALLING', due = :now"
                                    + " WHERE channel = 'CHAT' AND state = 'STORED'" + VOICEMAIL),
                            voicemail)
                    .bind("now", now.toEpochMilli())
                    .execute();
        }
    }

    private static <S extends SqlStatement<S>> S about(S statement, VoicemailLeft voicemail) {
        return statement
                .bind("person", voicemail.user().value())
                .bind("event", voicemail.event())
                .bind("tag", voicemail.tag());
    }
}
