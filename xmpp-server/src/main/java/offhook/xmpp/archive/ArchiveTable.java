package offhook.xmpp.archive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Write;

/** Archives in the table {@code archive_message}. Safe to share. */
record ArchiveTable(Database database) implements ArchiveStore {

    /** No more characters are read for one page, but for its last message. */
    static final int ENOUGH = 1 << 18;

    private static final int FETCH = 50;

    @Override
    public Optional<String> secret() {
        return database.read(handle -> handle.createQuery("SELECT secret FROM archive_secret")
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public CompletionStage<?> keepSecret(String secret) {
        return database.write(tx -> tx.execute("INSERT INTO archive_secret (secret) VALUES (?)", secret));
    }

    @Override
    public long newest() {
        return database.read(handle -> handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM archive_message")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public Write<?> row(Row row) {
        return tx -> tx.execute(
                """
                INSERT INTO archive_message (seq, account, contact, resource, sender, stanza)
                VALUES (?, ?, ?, ?, ?, ?)""",
                row.place(),
                row.archive().toString(),
                row.contact(),
                row.resource(),
                row.sender(),
                row.stanza());
    }

    @Override
    public CompletionStage<?> add(Write<?> row) {
        return database.write(row);
    }

    /** There is one writer, who keeps the order. */
    @Override
    public CompletionStage<?> settled() {
        return database.write(tx -> null);
    }

    @Override
    public Rows find(Jid archive, Selection selection) {
        var conditions = new LinkedHashMap<String, Object>();
        conditions.put("account = ?", archive.toString());
        conditions.put("seq >= ?", selection.from());
        conditions.put("seq <= ?", selection.to());
        put(conditions, "contact = ?", selection.contact());
        put(conditions, "resource = ?", selection.resource());
        put(conditions, "sender = ?", selection.sender());
        var sql = "SELECT seq, contact, resource, sender, stanza FROM archive_message WHERE "
                + String.join(" AND ", conditions.keySet())
                + (selection.places() == null ? "" : " AND seq IN (" + list(selection.places()) + ')')
                + " ORDER BY seq " + (selection.backwards() ? "DESC" : "ASC") + " LIMIT ?";
        var values = new ArrayList<>(conditions.values());
        values.add(selection.most() + 1);
        return database.read(handle -> handle.inTransaction(tx -> {
            try (var query = tx.createQuery(sql)) {
                query.setFetchSize(FETCH);
                for (int i = 0; i < values.size(); i++) {
                    query.bind(i, values.get(i));
                }
                var found = query.map((row, context) -> new Row(
                                row.getLong("seq"),
                                archive,
                                row.getString("contact"),
                                row.getString("resource"),
                                row.getString("sender"),
                                row.getString("stanza")))
                        .iterator();
                return rows(found, selection);
            }
        }));
    }

    private static Rows rows(Iterator<Row> found, Selection selection) {
        var rows = new ArrayList<Row>();
        long size = 0;
        while (size < ENOUGH && rows.size() < selection.most() && found.hasNext()) {
            var row = found.next();
            rows.add(row);
            size += row.stanza().length();
        }
        if (selection.backwards()) {
            Collections.reverse(rows);
        }
        return new Rows(rows, found.hasNext());
    }

    private static void put(Map<String, Object> conditions, String condition, Object value) {
        if (value != null) {
            conditions.put(condition, value);
        }
    }

    @Override
    public int count(Jid archive, Collection<Long> places) {
        return database.read(handle -> handle.createQuery(
                        "SELECT COUNT(*) FROM archive_message WHERE account = ? AND seq IN (" + list(places) + ')')
                .bind(0, archive.toString())
                .mapTo(Integer.class)
                .one());
    }

    /** Numbers need no quotes. */
    private static String list(Collection<Long> places) {
        return String.join(
                ",", places.stream().map(place -> Long.toString(place)).toList());
    }

    @Override
    public Optional<Jid> archiveAfter(String name) {
        return database.read(handle -> handle.createQuery(
                        "SELECT account FROM archive_message WHERE account > ? ORDER BY account LIMIT 1")
                .bind(0, name)
                .mapTo(String.class)
                .findOne()
                .map(Jid::parse));
    }

    @Override
    public Optional<Long> beyond(Jid archive, int messages) {
        return database.read(handle -> handle.createQuery(
                        "SELECT seq FROM archive_message WHERE account = ? ORDER BY seq DESC LIMIT 1 OFFSET ?")
                .bind(0, archive.toString())
                .bind(1, messages)
                .mapTo(Long.class)
                .findOne());
    }

    @Override
    public CompletionStage<Integer> drop(Jid archive, long upTo, int batch) {
        return database.write(tx -> tx.execute(
                """
                DELETE FROM archive_message WHERE seq IN
                    (SELECT seq FROM archive_message WHERE account = ? AND seq <= ? ORDER BY seq LIMIT ?)""",
                archive.toString(),
                upTo,
                batch));
    }

    @Override
    public Write<?> removal(Jid archive) {
        return tx -> tx.execute("DELETE FROM archive_message WHERE account = ?", archive.toString());
    }
}
