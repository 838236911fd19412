package offhook.xmpp.pubsub;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;

/** Items in the table {@code pep_item}. Safe to share. */
record PepTable(Database database, InstantSource clock) implements PepStore {

    @Override
    public Map<Jid, Map<String, Item>> all() {
        return database.read(handle -> {
            var all = new HashMap<Jid, Map<String, Item>>();
            handle.createQuery(
                            """
                            SELECT account, node, id, CASE WHEN LENGTH(payload) <= ? THEN payload END AS payload
                            FROM pep_item""")
                    .bind(0, SMALL)
                    .map((row, context) -> all.computeIfAbsent(
                                    Jid.parse(row.getString("account")), account -> new HashMap<>())
                            .put(row.getString("node"), new Item(row.getString("id"), row.getString("payload"))))
                    .list();
            return all;
        });
    }

    @Override
    public Optional<Item> find(Jid account, String node) {
        return database.read(
                handle -> handle.createQuery("SELECT id, payload FROM pep_item WHERE account = ? AND node = ?")
                        .bind(0, account.toString())
                        .bind(1, node)
                        .map((row, context) -> new Item(row.getString("id"), row.getString("payload")))
                        .findOne());
    }

    @Override
    public CompletionStage<Void> put(Jid account, String node, Item item) {
        return database.write(tx -> {
            tx.execute(
                    """
                    INSERT INTO pep_item (account, node, id, payload, at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (account, node) DO UPDATE SET
                        id = excluded.id, payload = excluded.payload, at = excluded.at""",
                    account.toString(),
                    node,
                    item.id(),
                    item.payload(),
                    clock.millis());
            return null;
        });
    }

    @Override
    public CompletionStage<Void> remove(Jid account, String node) {
        return database.write(tx -> {
            tx.execute("DELETE FROM pep_item WHERE account = ? AND node = ?", account.toString(), node);
            return null;
        });
    }
}
