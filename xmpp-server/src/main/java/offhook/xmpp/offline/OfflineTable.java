package offhook.xmpp.offline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Write;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.stanza.Filing;
import org.jdbi.v3.core.Handle;

/** Messages in the table {@code offline_message}. Safe to share. */
public record OfflineTable(Database database) implements OfflineStore {

    @Override
    public Map<Jid, Waiting> waiting() {
        return database.read(handle -> {
            var waiting = new HashMap<Jid, Waiting>();
            handle.createQuery(
                            """
                            SELECT account, COUNT(*) AS messages, SUM(size) AS bytes, MAX(seq) AS last
                            FROM offline_message GROUP BY account""")
                    .map((row, context) -> waiting.put(
                            Jid.parse(row.getString("account")),
                            new Waiting(row.getInt("messages"), row.getLong("bytes"), row.getLong("last"))))
                    .list();
            return waiting;
        });
    }

    @Override
    public int count(Jid account, Instant since) {
        return database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM offline_message WHERE account = ? AND at > ?")
                        .bind(0, account.toString())
                        .bind(1, since.toEpochMilli())
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<Stored> after(Jid account, long seq, int limit) {
        return database.read(handle -> handle.createQuery(
                        """
                        SELECT seq, id, stanza, at FROM offline_message
                        WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?""")
                .bind(0, account.toString())
                .bind(1, seq)
                .bind(2, limit)
                .map((row, context) -> stored(row))
                .list());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("stanza"),
                Instant.ofEpochMilli(row.getLong("at")));
    }

    @Override
    public CompletionStage<Void> add(Jid account, Stored message, Optional<Filing> filing) {
        var row = filing.flatMap(Filing::take);
        return database.write(tx -> {
            insert(tx, account, message, filing, null);
            write(tx, row);
            return null;
        });
    }

    private static void write(Handle tx, Optional<Write<?>> row) throws Exception {
        if (row.isPresent()) {
            row.get().run(tx);
        }
    }

    @Override
    public List<Stored> archived(Jid account, Collection<Long> places) {
        var numbers = String.join(",", places.stream().map(String::valueOf).toList());
        return database.read(handle -> handle.createQuery("SELECT seq, id, stanza, at FROM offline_message"
                        + " WHERE account = ? AND archived IN (" + numbers + ") ORDER BY seq")
                .bind(0, account.toString())
                .map((row, context) -> stored(row))
                .list());
    }

    @Override
    public CompletionStage<Replaced> replace(
            Jid account,
            Stored message,
            Optional<Filing> filing,
            String replaces,
            Collection<Long> sparing,
            DeliveryListener listener) {
        var row = filing.flatMap(Filing::take);
        return database.write(tx -> {
            if (insert(tx, account, message, filing, replaces) == 0) {
                return new Replaced(false, List.of());
            }
            write(tx, row);
            listener.sent(account, message.id(), tx);
            return new Replaced(true, replaces == null ? List.of() : drop(tx, account, message, replaces, sparing));
        });
    }

    private static List<Long> drop(Handle tx, Jid account, Stored message, String replaces, Collection<Long> sparing) {
        var dropped = new ArrayList<Long>();
        var older = tx.createQuery(
                        """
                        SELECT seq FROM offline_message
                        WHERE account = ? AND (id = ? OR replaces = ?) AND seq < ?""")
                .bind(0, account.toString())
                .bind(1, replaces)
                .bind(2, replaces)
                .bind(3, message.seq())
                .mapTo(Long.class)
                .list();
        older.removeAll(sparing);
        older.forEach(seq -> dropped.addAll(delete(tx, account, seq)));
        return dropped;
    }

    @Override
    public CompletionStage<List<Stored>> sending(Jid account, Collection<Stored> messages, DeliveryListener listener) {
        return database.write(tx -> {
            var waiting = messages.stream()
                    .filter(message -> isThere(tx, account, message.seq()))
                    .toList();
            waiting.stream()
                    .filter(message -> message.id() != null)
                    .forEach(message -> listener.sent(account, message.id(), tx));
            return waiting;
        });
    }

    private static boolean isThere(Handle tx, Jid account, long seq) {
        return tx.createQuery("SELECT 1 FROM offline_message WHERE account = ? AND seq = ?")
                .bind(0, account.toString())
                .bind(1, seq)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    @Override
    public CompletionStage<List<Long>> taken(Jid account, Collection<Stored> messages, DeliveryListener listener) {
        return database.write(tx -> {
            var dropped = new ArrayList<Long>();
            for (var message : messages) {
                var sizes = delete(tx, account, message.seq());
                dropped.addAll(sizes);
                if (!sizes.isEmpty() && message.id() != null) {
                    listener.taken(account, message.id(), tx);
                }
            }
            return dropped;
        });
    }

    @Override
    public CompletionStage<List<Long>> withdraw(Jid account, String id) {
        return database.write(
                tx -> tx.createQuery("DELETE FROM offline_message WHERE account = ? AND id = ? RETURNING size")
                        .bind(0, account.toString())
                        .bind(1, id)
                        .mapTo(Long.class)
                        .list());
    }

    @Override
    public CompletionStage<Map<Jid, List<Long>>> expire(Instant before, int batch) {
        return database.write(tx -> {
            var dropped = new HashMap<Jid, List<Long>>();
            tx.createQuery(
                            """
                            DELETE FROM offline_message WHERE (account, seq) IN
                                (SELECT account, seq FROM offline_message WHERE at < ? ORDER BY at LIMIT ?)
                            RETURNING account, size""")
                    .bind(0, before.toEpochMilli())
                    .bind(1, batch)
                    .map((row, context) -> dropped.computeIfAbsent(
                                    Jid.parse(row.getString("account")), account -> new ArrayList<>())
                            .add(row.getLong("size")))
                    .list();
            return dropped;
        });
    }

    private static int insert(Handle tx, Jid account, Stored message, Optional<Filing> filing, String replaces) {
        return tx.execute(
                """
                INSERT INTO offline_message (account, seq, id, replaces, stanza, size, at, archived)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, id) DO NOTHING""",
                account.toString(),
                message.seq(),
                message.id(),
                replaces,
                message.stanza(),
                message.size(),
                message.at().toEpochMilli(),
                filing.map(Filing::place).orElse(null));
    }

    private static List<Long> delete(Handle tx, Jid account, long seq) {
        return tx.createQuery("DELETE FROM offline_message WHERE account = ? AND seq = ? RETURNING size")
                .bind(0, account.toString())
                .bind(1, seq)
                .mapTo(Long.class)
                .list();
    }
}
