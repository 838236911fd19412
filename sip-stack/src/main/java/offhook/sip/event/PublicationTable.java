package offhook.sip.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;

/** The publications in the database: table {@code publications}. */
record PublicationTable(Database database) implements PublicationStore {

    @Override
    public CompletionStage<Void> replace(Optional<String> etag, Optional<PublicationRow> by) {
        return database.write(tx -> {
            etag.ifPresent(old -> tx.execute("DELETE FROM publications WHERE etag = ?", old));
            by.ifPresent(row -> tx.execute(
                    "INSERT INTO publications (event, person, etag, body, expires, published, by_pbx) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    row.event(),
                    row.user().value(),
                    row.etag(),
                    row.body(),
                    row.expires().toEpochMilli(),
                    row.published().toEpochMilli(),
                    row.byPbx() ? 1 : 0));
            return null;
        });
    }

    static void forget(UserId user, Handle tx) {
        tx.execute("DELETE FROM publications WHERE person = ?", user.value());
    }

    @Override
    public List<PublicationRow> open(String event, Instant now) {
        database.write(tx -> tx.execute("DELETE FROM publications WHERE expires <= ?", now.toEpochMilli()))
                .toCompletableFuture()
                .join();
        return database.read(
                db -> db.createQuery("SELECT * FROM publications WHERE event = :event ORDER BY published, etag")
                        .bind("event", event)
                        .map((row, context) -> row(row))
                        .list());
    }

    private static PublicationRow row(ResultSet row) throws SQLException {
        return new PublicationRow(
                row.getString("event"),
                new UserId(row.getString("person")),
                row.getString("etag"),
                row.getString("body"),
                Instant.ofEpochMilli(row.getLong("expires")),
                Instant.ofEpochMilli(row.getLong("published")),
                row.getInt("by_pbx") == 1);
    }
}
