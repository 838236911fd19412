package offhook.mail.intake.spool;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table intake_mail. */
record MailTable(Handle tx) implements MailStore {

    /** The module of its migrations. */
    static final String MODULE = "mail-intake";

    @Override
    public boolean add(KeptMail mail) {
        return tx.createUpdate(
                                """
                        INSERT INTO intake_mail (id, dedup, arrived, client, sender, recipients, bytes, state, subject,
                                                 attempts, cause, box)
                        VALUES (:id, :key, :arrived, :client, :sender, :recipients, :bytes, :state, :subject,
                                :attempts, :cause, :box)
                        ON CONFLICT DO NOTHING""")
                        .bind("id", mail.id())
                        .bind("key", mail.key())
                        .bind("arrived", mail.arrived().toEpochMilli())
                        .bind("client", mail.client())
                        .bind("sender", mail.sender())
                        // No recipient holds a space.
                        .bind("recipients", String.join(" ", mail.recipients()))
                        .bind("bytes", mail.bytes())
                        .bind("state", mail.state().name())
                        .bind("subject", mail.subject())
                        .bind("attempts", mail.attempts())
                        .bind("cause", mail.cause())
                        .bind("box", mail.box().orElse(null))
                        .execute()
                > 0;
    }

    @Override
    public Optional<KeptMail> find(String id) {
        return tx.createQuery("SELECT * FROM intake_mail WHERE id = :id")
                .bind("id", id)
                .map(MailTable::mail)
                .findOne();
    }

    @Override
    public List<KeptMail> in(MailState state, int most) {
        return tx.createQuery("SELECT * FROM intake_mail WHERE state = :state ORDER BY arrived, id LIMIT :most")
                .bind("state", state.name())
                .bind("most", most)
                .map(MailTable::mail)
                .list();
    }

    @Override
    public List<String> waiting() {
        return tx.createQuery("SELECT id FROM intake_mail WHERE state = 'WAITING' ORDER BY arrived, id")
                .mapTo(String.class)
                .list();
    }

    @Override
    public long bytes() {
        return tx.createQuery("SELECT COALESCE(SUM(bytes), 0) FROM intake_mail WHERE state <> 'DONE'")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public boolean done(String id) {
        return tx.execute("UPDATE intake_mail SET state = 'DONE' WHERE id = ? AND state <> 'DONE'", id) > 0;
    }

    @Override
    public void failed(String id, String subject, String cause) {
        tx.execute(
                """
                UPDATE intake_mail SET state = 'FAILED', subject = ?, cause = ?, attempts = attempts + 1
                WHERE id = ? AND state = 'WAITING'""",
                subject,
                cause,
                id);
    }

    @Override
    public boolean retry(String id, Optional<String> box) {
        return tx.execute(
                        "UPDATE intake_mail SET state = 'WAITING', box = COALESCE(?, box) WHERE id = ? AND state = 'FAILED'",
                        box.orElse(null),
                        id)
                > 0;
    }

    @Override
    public List<String> withFile() {
        return tx.createQuery("SELECT id FROM intake_mail WHERE state <> 'DONE'")
                .mapTo(String.class)
                .list();
    }

    @Override
    public void forget(Instant before, int most) {
        tx.execute(
                """
                DELETE FROM intake_mail WHERE id IN
                    (SELECT id FROM intake_mail WHERE state = 'DONE' AND arrived < ? ORDER BY arrived LIMIT ?)""",
                before.toEpochMilli(),
                most);
    }

    private static KeptMail mail(ResultSet row, StatementContext context) throws SQLException {
        return new KeptMail(
                row.getString("id"),
                row.getString("dedup"),
                Instant.ofEpochMilli(row.getLong("arrived")),
                row.getString("client"),
                row.getString("sender"),
                List.of(row.getString("recipients").split(" ")),
                row.getLong("bytes"),
                MailState.valueOf(row.getString("state")),
                row.getString("subject"),
                row.getInt("attempts"),
                row.getString("cause"),
                Optional.ofNullable(row.getString("box")));
    }
}
