package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The outbox as one transaction of SQLite or PostgreSQL sees it. */
record OutboxTable(Handle tx) implements Outbox {

    /** In chat, and no mail has begun to tell it: who gets that mail shall not read the same in a new message. */
    private static final String FREE_IN_CHAT =
            """
            SELECT * FROM outbox WHERE channel = 'CHAT' AND NOT EXISTS (
                SELECT 1 FROM outbox mail
                WHERE mail.id = outbox.id AND mail.channel = 'MAIL' AND mail.stands_in = 1 AND mail.message IS NOT NULL)
            """;

    /** Whose clients have sent no marker for so long have others now. */
    private static final Duration MARKERS = Duration.ofDays(30);

    private static final String NEWEST_FIRST = " ORDER BY written DESC, at DESC, id DESC LIMIT :most";

    @Override
    public boolean add(Notification what, Channel channel, String topic, boolean standsIn, Instant now, Instant due) {
        return tx.createUpdate(
                                """
                        INSERT INTO outbox (id, channel, kind, event, tag, person, topic, at, details, stands_in, state,
                                            written, due, since, attempts)
                        VALUES (:id, :channel, :kind, :event, :tag, :person, :topic, :at, :details, :standsIn, 'WAITING',
                                :now, :due, :due, 0)
                        ON CONFLICT DO NOTHING""")
                        .bind("id", what.id())
                        .bind("channel", channel.name())
                        .bind("kind", what.kind())
                        .bind("event", what.event())
                        .bind("tag", what.tag())
                        .bind("person", what.user().value())
                        .bind("topic", topic)
                        .bind("at", what.at().toEpochMilli())
                        .bind("details", NotificationJson.write(what))
                        .bind("standsIn", standsIn ? 1 : 0)
                        .bind("now", now.toEpochMilli())
                        .bind("due", due.toEpochMilli())
                        .execute()
                > 0;
    }

    @Override
    public List<UserId> due(Channel channel, Instant now, int most) {
        return tx.createQuery(
                        """
                        SELECT person FROM outbox WHERE channel = :channel AND due <= :now
                        GROUP BY person ORDER BY MIN(due), person LIMIT :most""")
                .bind("channel", channel.name())
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> new UserId(row.getString(1)))
                .list();
    }

    @Override
    public Optional<Instant> nextDue(Channel channel, Instant after) {
        return tx.createQuery("SELECT due FROM outbox WHERE channel = :channel AND due > :after ORDER BY due LIMIT 1")
                .bind("channel", channel.name())
                .bind("after", after.toEpochMilli())
                .map((row, context) -> Instant.ofEpochMilli(row.getLong(1)))
                .findOne();
    }

    @Override
    public void plan(Entry entry, Instant due) {
        tx.execute(
                "UPDATE outbox SET due = ?, since = ? WHERE id = ? AND channel = ? AND message IS NULL",
                due.toEpochMilli(),
                due.toEpochMilli(),
                entry.id(),
                entry.channel().name());
    }

    @Override
    public void quiet(UserId person, Channel channel, Instant until) {
        // The time in which attempts go on does not begin before the first one.
        tx.createUpdate(
                        """
                        UPDATE outbox SET due = :until, since = CASE WHEN message IS NULL THEN :until ELSE since END
                        WHERE person = :person AND channel = :channel AND state = 'WAITING' AND due < :until""")
                .bind("until", until.toEpochMilli())
                .bind("person", person.value())
                .bind("channel", channel.name())
                .execute();
    }

    @Override
    public List<Entry> of(UserId person, Channel channel, List<State> states, int most) {
        return tx.createQuery(
                        """
                        SELECT * FROM outbox WHERE person = :person AND channel = :channel AND state IN (<states>)
                        ORDER BY written, at, id LIMIT :most""")
                .bind("person", person.value())
                .bind("channel", channel.name())
                .bindList("states", states.stream().map(State::name).toList())
                .bind("most", most)
                .map(EntryRow::read)
                .list();
    }

    @Override
    public List<Entry> lastStored(UserId person, int most) {
        return tx.createQuery(FREE_IN_CHAT + "AND person = :person AND state = 'STORED'" + NEWEST_FIRST)
                .bind("person", person.value())
                .bind("most", most)
                .map(EntryRow::read)
                .list();
    }

    @Override
    public List<Entry> carriedBy(String message) {
        return entries("SELECT * FROM outbox WHERE message = :key ORDER BY written, at, id", message);
    }

    @Override
    public List<Entry> conversation(UserId person, String root) {
        return tx.createQuery(
                        """
                        SELECT * FROM outbox WHERE person = :person AND channel = 'CHAT' AND root = :root
                        ORDER BY written, at, id""")
                .bind("person", person.value())
                .bind("root", root)
                .map(EntryRow::read)
                .list();
    }

    @Override
    public Optional<Entry> latest(UserId person, String topic) {
        return tx.createQuery(FREE_IN_CHAT
                        + "AND person = :person AND topic = :topic AND state IN ('STORED', 'SENT', 'TAKEN')"
                        + NEWEST_FIRST)
                .bind("person", person.value())
                .bind("topic", topic)
                .bind("most", 1)
                .map(EntryRow::read)
                .findOne();
    }

    @Override
    public void carry(Entry entry, String message, String root, Instant now) {
        tx.createUpdate(
                        """
                        UPDATE outbox SET state = 'WAITING', previous = message, message = :message, root = :root,
                                          due = :now, since = :now, attempts = 0
                        WHERE id = :id AND channel = :channel""")
                .bind("message", message)
                .bind("root", root)
                .bind("now", now.toEpochMilli())
                .bind("id", entry.id())
                .bind("channel", entry.channel().name())
                .execute();
        if (entry.message() != null) {
            // What was to be recalled with the former message goes with it.
            recalled(entry.message());
        }
    }

    @Override
    public void stored(String message) {
        tx.execute(
                """
                UPDATE outbox SET state = 'STORED', previous = NULL, due = NULL, cause = NULL
                WHERE message = ? AND state = 'WAITING'""",
                message);
    }

    @Override
    public void sent(String message) {
        // A digest that has just been made of it leaves it out again; a correction tells all of its conversation
        // anyway.
        tx.execute(
                """
                UPDATE outbox SET state = 'SENT', message = ?, previous = NULL, due = NULL, cause = NULL
                WHERE channel = 'CHAT' AND state IN ('WAITING', 'STORED')
                  AND (message = ? OR (previous = ? AND root IS NULL))""",
                message,
                message,
                message);
    }

    @Override
    public void taken(String message) {
        tx.execute(
                """
                UPDATE outbox SET state = 'CANCELLED', due = NULL
                WHERE channel = 'MAIL' AND stands_in = 1 AND state IN ('WAITING', 'FAILED')
                  AND id IN (SELECT id FROM outbox WHERE channel = 'CHAT' AND (message = ? OR previous = ?))
                  AND NOT EXISTS (SELECT 1 FROM outbox_marker
                                  WHERE person = outbox.person AND last > outbox.written - ?)""",
                message,
                message,
                MARKERS.toMillis());
        tx.execute(
                """
                UPDATE outbox SET state = 'TAKEN', due = NULL, cause = NULL
                WHERE channel = 'CHAT' AND (message = ? OR previous = ?)""",
                message,
                message);
    }

    @Override
    public void accepted(String message, Instant now) {
        tx.execute(
                """
                UPDATE outbox SET state = CASE WHEN message IS NULL THEN 'RECALLED' ELSE 'RECALLING' END,
                                  due = CASE WHEN message IS NULL THEN NULL ELSE CAST(? AS BIGINT) END
                WHERE channel = 'CHAT' AND state IN ('WAITING', 'STORED', 'SENT')
                  AND id IN (SELECT id FROM outbox WHERE message = ? AND stands_in = 1)""",
                now.toEpochMilli(),
                message);
        tx.execute("UPDATE outbox SET state = 'ACCEPTED', due = NULL, cause = NULL WHERE message = ?", message);
    }

    @Override
    public void recalled(String message) {
        tx.execute(
                "UPDATE outbox SET state = 'RECALLED', due = NULL WHERE message = ? AND state = 'RECALLING'", message);
    }

    @Override
    public void recallLater(String message) {
        tx.execute("UPDATE outbox SET due = NULL WHERE message = ? AND state = 'RECALLING'", message);
    }

    @Override
    public void later(String message, Instant due, String cause) {
        tx.execute(
                """
                UPDATE outbox SET due = ?, attempts = attempts + 1, cause = ?
                WHERE message = ? AND state IN ('WAITING', 'RECALLING')""",
                due.toEpochMilli(),
                cause,
                message);
    }

    @Override
    public void failed(String message, String cause) {
        tx.execute(
                """
                UPDATE outbox SET state = 'FAILED', due = NULL, attempts = attempts + 1, cause = ?
                WHERE message = ? AND state IN ('WAITING', 'RECALLING')""",
                cause,
                message);
    }

    @Override
    public List<Entry> about(String event) {
        return entries("SELECT * FROM outbox WHERE event = :key ORDER BY written, person, channel", event);
    }

    @Override
    public Backlog backlog() {
        return tx.createQuery(
                        """
                        SELECT COUNT(due), MIN(CASE WHEN due IS NULL THEN NULL ELSE written END),
                               COUNT(CASE WHEN state = 'FAILED' THEN 1 END)
                        FROM outbox""")
                .map((row, context) -> new Backlog(row.getLong(1), EntryRow.instant(row, 2), row.getLong(3)))
                .one();
    }

    @Override
    public void forget(UserId person) {
        tx.execute("DELETE FROM outbox WHERE person = ?", person.value());
        new MarkerTable(tx).forget(person);
    }

    @Override
    public int forget(Instant before, int most) {
        return tx.createUpdate(
                        """
                        DELETE FROM outbox WHERE (id, channel) IN (
                            SELECT id, channel FROM outbox
                            WHERE written < :before AND state NOT IN ('WAITING', 'RECALLING', 'FAILED')
                            ORDER BY written LIMIT :most)""")
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .execute();
    }

    private List<Entry> entries(String sql, String key) {
        return tx.createQuery(sql).bind("key", key).map(EntryRow::read).list();
    }
}
