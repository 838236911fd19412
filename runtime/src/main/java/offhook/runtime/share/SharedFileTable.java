package offhook.runtime.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;

/** The table {@code shared_file}; rows of a purpose go by their account. */
public record SharedFileTable(Database database) implements SharedFileStore {

    /** The module of its migrations. */
    public static final String MODULE = "shared-files";

    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public Optional<SharedFile> find(String token) {
        return database.read(handle -> handle.createQuery("SELECT * FROM shared_file WHERE token = ?")
                .bind(0, token)
                .map((row, context) -> read(row))
                .findOne());
    }

    @Override
    public Set<String> known(Collection<String> tokens) {
        if (tokens.isEmpty()) {
            return Set.of();
        }
        return database.read(
                handle -> new HashSet<>(handle.createQuery("SELECT token FROM shared_file WHERE token IN (<tokens>)")
                        .bindList("tokens", List.copyOf(tokens))
                        .mapTo(String.class)
                        .list()));
    }

    @Override
    public CompletionStage<Void> announce(SharedFile file, Quota quota) {
        return database.write(tx -> {
            check(tx, file, quota);
            tx.execute(
                    """
                    INSERT INTO shared_file (token, purpose, account, name, type, size, made, expires, keep)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    file.token(),
                    file.purpose(),
                    file.account(),
                    file.name(),
                    file.type(),
                    file.size(),
                    file.made().toEpochMilli(),
                    file.expires().toEpochMilli(),
                    file.keep().toMillis());
            return null;
        });
    }

    private static void check(Handle tx, SharedFile file, Quota quota) {
        var used = tx.createQuery(
                        """
                        SELECT COALESCE(SUM(size), 0) AS kept,
                            COALESCE(SUM(CASE WHEN made > ? THEN size ELSE 0 END), 0) AS today,
                            COALESCE(SUM(CASE WHEN arrived IS NULL THEN 1 ELSE 0 END), 0) AS announced,
                            MIN(expires) AS first_gone,
                            MIN(CASE WHEN made > ? THEN made END) AS first_today,
                            MIN(CASE WHEN arrived IS NULL THEN expires END) AS first_void
                        FROM shared_file WHERE account = ? AND purpose = ? AND expires > ?""")
                .bind(0, file.made().minus(DAY).toEpochMilli())
                .bind(1, file.made().minus(DAY).toEpochMilli())
                .bind(2, file.account())
                .bind(3, file.purpose())
                .bind(4, file.made().toEpochMilli())
                .mapToMap()
                .one();
        if (number(used.get("announced")) >= quota.announced()) {
            throw new OverQuota(Quota.Breach.ANNOUNCED, at(used.get("first_void"), file));
        }
        if (number(used.get("kept")) + file.size() > quota.kept()) {
            throw new OverQuota(Quota.Breach.KEPT, at(used.get("first_gone"), file));
        }
        if (number(used.get("today")) + file.size() > quota.daily()) {
            throw new OverQuota(
                    Quota.Breach.DAILY, at(used.get("first_today"), file).plus(DAY));
        }
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static Instant at(Object millis, SharedFile file) {
        return millis == null ? file.made() : Instant.ofEpochMilli(number(millis));
    }

    @Override
    public CompletionStage<Boolean> arrived(String token, Instant at, Instant expires) {
        return database.write(tx -> tx.execute(
                        "UPDATE shared_file SET arrived = ?, expires = ? WHERE token = ? AND arrived IS NULL",
                        at.toEpochMilli(),
                        expires.toEpochMilli(),
                        token)
                == 1);
    }

    @Override
    public CompletionStage<Void> revoke(String token) {
        return database.write(tx -> {
            revoke(token, tx);
            return null;
        });
    }

    /** Forgets a file in a transaction of more; then {@link SharedFiles#swept}. */
    public static void revoke(String token, Handle tx) {
        tx.execute("DELETE FROM shared_file WHERE token = ?", token);
    }

    @Override
    public CompletionStage<List<String>> expire(Instant now) {
        return database.write(tx -> tx.createQuery(
                        """
                        DELETE FROM shared_file
                        WHERE expires <= ? AND (arrived IS NOT NULL OR expires <= ?) RETURNING token""")
                .bind(0, now.toEpochMilli())
                .bind(1, now.minus(DAY).toEpochMilli())
                .mapTo(String.class)
                .list());
    }

    private static SharedFile read(ResultSet row) throws SQLException {
        long arrived = row.getLong("arrived");
        var at = row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(arrived));
        return new SharedFile(
                row.getString("token"),
                row.getString("purpose"),
                row.getString("account"),
                row.getString("name"),
                row.getString("type"),
                row.getLong("size"),
                Instant.ofEpochMilli(row.getLong("made")),
                Instant.ofEpochMilli(row.getLong("expires")),
                Duration.ofMillis(row.getLong("keep")),
                at);
    }
}
