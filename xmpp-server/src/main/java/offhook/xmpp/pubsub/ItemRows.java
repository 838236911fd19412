package offhook.xmpp.pubsub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.StanzaError;
import org.jdbi.v3.core.Handle;

/** The SQL of the table {@code pubsub_item}. */
final class ItemRows {

    /** So many characters of payloads are enough for an answer. */
    static final int ENOUGH = 1_000_000;

    static final String WHOLE = "SELECT id, publisher, at, payload FROM pubsub_item ";
    static final String SMALL = "SELECT node, id, publisher, at, CASE WHEN LENGTH(payload) <= " + Item.SMALL
            + " THEN payload END AS payload FROM pubsub_item ";

    /** The last item of each node of a host, as far as its name fits a further condition. */
    static final String LAST = SMALL
            + """
            JOIN (SELECT account AS host, node AS name FROM pubsub_node WHERE account = :host%s) AS n
            ON account = host AND node = name
            AND seq = (SELECT MAX(o.seq) FROM pubsub_item AS o WHERE o.account = host AND o.node = name)""";

    private ItemRows() {}

    /** Retracts, publishes, forgets what is too much or too old; the last item that remains. */
    static Optional<Item> keep(Handle tx, Node node, Change.Items items, int most, long forgottenBefore) {
        var host = node.host().toString();
        if (items.purged()) {
            tx.execute("DELETE FROM pubsub_item WHERE account = ? AND node = ?", host, node.name());
        }
        items.retracted().forEach(id -> delete(tx, host, node.name(), id));
        for (var item : items.published()) {
            delete(tx, host, node.name(), item.id());
            tx.execute(
                    """
                    INSERT INTO pubsub_item (account, node, id, seq, publisher, payload, at)
                    SELECT ?, ?, ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ? FROM pubsub_item WHERE account = ? AND node = ?""",
                    host,
                    node.name(),
                    item.id(),
                    item.publisher().toString(),
                    item.payload(),
                    item.at().toEpochMilli(),
                    host,
                    node.name());
        }
        tx.execute(
                """
                DELETE FROM pubsub_item WHERE account = ? AND node = ? AND (at < ? OR seq <= (
                    SELECT seq FROM pubsub_item WHERE account = ? AND node = ? ORDER BY seq DESC LIMIT 1 OFFSET ?))""",
                host,
                node.name(),
                forgottenBefore,
                host,
                node.name(),
                most);
        return tx.createQuery(SMALL + "WHERE account = ? AND node = ? ORDER BY seq DESC LIMIT 1")
                .bind(0, host)
                .bind(1, node.name())
                .map((row, context) -> item(row))
                .findOne();
    }

    private static void delete(Handle tx, String host, String node, String id) {
        tx.execute("DELETE FROM pubsub_item WHERE account = ? AND node = ? AND id = ?", host, node, id);
    }

    /** @param which columns: {@link #WHOLE} or {@link #SMALL} */
    static List<Item> find(Handle handle, String which, Node node, List<String> ids, long forgottenBefore) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Item>();
        long size = 0;
        try (var rows = handle.createQuery(
                        which + "WHERE account = :host AND node = :node AND at >= :from AND id IN (<ids>) ORDER BY seq")
                .bind("host", node.host().toString())
                .bind("node", node.name())
                .bind("from", forgottenBefore)
                .bindList("ids", ids)
                .map((row, context) -> item(row))
                .iterator()) {
            while (rows.hasNext()) {
                if (size >= ENOUGH) {
                    throw StanzaError.notAcceptable("so many so large items are too much for one answer");
                }
                var item = rows.next();
                found.add(item);
                size += item.isWhole() ? item.payload().length() : 0;
            }
        }
        return found;
    }

    static List<String> ids(Handle handle, Node node, int most, long forgottenBefore) {
        return handle.createQuery(
                        "SELECT id FROM pubsub_item WHERE account = ? AND node = ? AND at >= ? ORDER BY seq LIMIT ?")
                .bind(0, node.host().toString())
                .bind(1, node.name())
                .bind(2, forgottenBefore)
                .bind(3, most)
                .mapTo(String.class)
                .list();
    }

    static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString("id"),
                Jid.parse(row.getString("publisher")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("payload"));
    }
}
