package offhook.gateway.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.MailAddress;
import org.jdbi.v3.core.statement.StatementContext;

/** A row of the table outbox. */
final class EntryRow {

    private EntryRow() {}

    /** All of its columns. */
    static Entry read(ResultSet row, StatementContext context) throws SQLException {
        return new Entry(
                NotificationJson.read(
                        row.getString("kind"),
                        new UserId(row.getString("person")),
                        row.getString("event"),
                        row.getString("tag"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("details")),
                Channel.valueOf(row.getString("channel")),
                row.getString("topic"),
                row.getInt("stands_in") == 1,
                State.valueOf(row.getString("state")),
                row.getString("message"),
                row.getString("previous"),
                row.getString("root"),
                Instant.ofEpochMilli(row.getLong("written")),
                instant(row, row.findColumn("due")).orElse(null),
                Instant.ofEpochMilli(row.getLong("since")),
                row.getInt("attempts"),
                row.getString("cause"),
                Optional.ofNullable(row.getString("address")).map(MailAddress::new));
    }

    /** Empty for NULL. */
    static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
