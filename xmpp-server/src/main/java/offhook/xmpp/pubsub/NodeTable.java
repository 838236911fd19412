package offhook.xmpp.pubsub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;

/**
 * Nodes in the tables {@code pubsub_node}, {@code pubsub_affiliation} and {@code pubsub_subscription}, with their items by
 * {@link ItemRows}. Safe to share.
 *
 * @param usual what holds of a host's node where a stored configuration says nothing
 */
record NodeTable(Database database, BiFunction<Jid, String, NodeConfig> usual) implements NodeStore {

    private record Key(String host, String node) {}

    @Override
    public List<Leaf> all() {
        return database.read(handle -> handle.inTransaction(tx -> {
            var affiliations = affiliations(tx);
            var subscriptions = subscriptions(tx);
            var last = new HashMap<Key, Item>();
            ItemRows.lastOfAll(tx, (host, node, item) -> last.put(new Key(host, node), item));
            return tx.createQuery("SELECT account, node, creator, created, config FROM pubsub_node")
                    .map((row, context) -> {
                        var key = new Key(row.getString("account"), row.getString("node"));
                        var host = Jid.parse(key.host);
                        var node = new Node(
                                host,
                                key.node,
                                Jid.parse(row.getString("creator")),
                                Instant.ofEpochMilli(row.getLong("created")),
                                config(host, key.node, row.getString("config")),
                                affiliations.getOrDefault(key, Map.of()),
                                subscriptions.getOrDefault(key, Map.of()));
                        return new Leaf(node, last.get(key));
                    })
                    .list();
        }));
    }

    private NodeConfig config(Jid host, String node, String stored) {
        return NodeForm.restore(usual.apply(host, node), DataForm.read(Element.parse(stored)));
    }

    private static Map<Key, Map<Jid, Affiliation>> affiliations(Handle tx) {
        var found = new HashMap<Key, Map<Jid, Affiliation>>();
        tx.createQuery("SELECT host, node, account, affiliation FROM pubsub_affiliation")
                .map((row, context) -> found.computeIfAbsent(
                                new Key(row.getString("host"), row.getString("node")), key -> new LinkedHashMap<>())
                        .put(Jid.parse(row.getString("account")), Affiliation.valueOf(row.getString("affiliation"))))
                .list();
        return found;
    }

    private static Map<Key, Map<Jid, Subscription>> subscriptions(Handle tx) {
        var found = new HashMap<Key, Map<Jid, Subscription>>();
        tx.createQuery("SELECT host, node, jid, state, deliver FROM pubsub_subscription")
                .map((row, context) -> {
                    var jid = Jid.parse(row.getString("jid"));
                    var state = Subscription.State.valueOf(row.getString("state"));
                    return found.computeIfAbsent(
                                    new Key(row.getString("host"), row.getString("node")), key -> new LinkedHashMap<>())
                            .put(jid, new Subscription(jid, state, row.getInt("deliver") == 1));
                })
                .list();
        return found;
    }

    @Override
    public CompletionStage<Optional<Item>> keep(Change change, int most, long forgottenBefore) {
        return database.write(tx -> {
            if (change.after() == null) {
                delete(tx, change.before());
                return Optional.empty();
            }
            if (!change.after().equals(change.before())) {
                save(tx, change.before(), change.after());
            }
            return ItemRows.keep(tx, change.after(), change.items(), most, forgottenBefore);
        });
    }

    private static void delete(Handle tx, Node node) {
        for (var table : List.of("pubsub_affiliation", "pubsub_subscription")) {
            tx.execute("DELETE FROM " + table + " WHERE host = ? AND node = ?", host(node), node.name());
        }
        for (var table : List.of("pubsub_item", "pubsub_node")) {
            tx.execute("DELETE FROM " + table + " WHERE account = ? AND node = ?", host(node), node.name());
        }
    }

    /** Only what differs. */
    private static void save(Handle tx, Node before, Node after) {
        if (before == null || !before.config().equals(after.config())) {
            tx.execute(
                    """
                    INSERT INTO pubsub_node (account, node, creator, created, config) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (account, node) DO UPDATE SET config = excluded.config""",
                    host(after),
                    after.name(),
                    after.creator().toString(),
                    after.created().toEpochMilli(),
                    NodeForm.of("submit", after.config()).toElement().toString());
        }
        Map<Jid, Affiliation> affiliations = before == null ? Map.of() : before.affiliations();
        Map<Jid, Subscription> subscriptions = before == null ? Map.of() : before.subscriptions();
        gone(affiliations, after.affiliations())
                .forEach(account -> tx.execute(
                        "DELETE FROM pubsub_affiliation WHERE host = ? AND node = ? AND account = ?",
                        host(after),
                        after.name(),
                        account.toString()));
        gone(subscriptions, after.subscriptions())
                .forEach(jid -> tx.execute(
                        "DELETE FROM pubsub_subscription WHERE host = ? AND node = ? AND jid = ?",
                        host(after),
                        after.name(),
                        jid.toString()));
        after.affiliations().forEach((account, affiliation) -> {
            if (affiliations.get(account) != affiliation) {
                affiliation(tx, after, account, affiliation);
            }
        });
        after.subscriptions().values().stream()
                .filter(subscription -> !subscription.equals(subscriptions.get(subscription.jid())))
                .forEach(subscription -> subscription(tx, after, subscription));
    }

    private static List<Jid> gone(Map<Jid, ?> before, Map<Jid, ?> after) {
        var gone = new ArrayList<>(before.keySet());
        gone.removeAll(after.keySet());
        return gone;
    }

    private static void affiliation(Handle tx, Node node, Jid account, Affiliation affiliation) {
        tx.execute(
                """
                INSERT INTO pubsub_affiliation (host, node, account, affiliation) VALUES (?, ?, ?, ?)
                ON CONFLICT (host, node, account) DO UPDATE SET affiliation = excluded.affiliation""",
                host(node),
                node.name(),
                account.toString(),
                affiliation.name());
    }

    private static void subscription(Handle tx, Node node, Subscription subscription) {
        tx.execute(
                """
                INSERT INTO pubsub_subscription (host, node, jid, account, state, deliver) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (host, node, jid) DO UPDATE SET state = excluded.state, deliver = excluded.deliver""",
                host(node),
                node.name(),
                subscription.jid().toString(),
                subscription.jid().bare().toString(),
                subscription.state().name(),
                subscription.deliver() ? 1 : 0);
    }

    private static String host(Node node) {
        return node.host().toString();
    }

    @Override
    public List<Item> find(Node node, List<String> ids, long forgottenBefore) {
        return database.read(handle -> ItemRows.find(handle, node, ids, forgottenBefore));
    }

    @Override
    public Page<Item> page(Node node, PageRequest request, long forgottenBefore) {
        return database.read(
                handle -> handle.inTransaction(tx -> new ItemPages(tx, node, forgottenBefore).page(request)));
    }

    @Override
    public List<String> ids(Node node, int most, long forgottenBefore) {
        return database.read(handle -> ItemRows.ids(handle, node, most, forgottenBefore));
    }
}
