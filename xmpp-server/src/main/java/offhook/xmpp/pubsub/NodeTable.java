package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.rsm.PageRequest;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Nodes in the tables {@code pubsub_node}, {@code pubsub_affiliation} and {@code pubsub_subscription}, read by {@link
 * NodeRows}, with their items by {@link ItemRows}. Safe to share.
 *
 * @param usual what holds of a host's node where a stored configuration says nothing
 */
record NodeTable(Database database, BiFunction<Jid, String, NodeConfig> usual) implements NodeStore {

    @Override
    public List<Leaf> read(Jid host, List<String> names) {
        return database.read(handle -> handle.inTransaction(tx -> new NodeRows(tx, host, names, usual).read()));
    }

    @Override
    public List<String> names(Jid host) {
        return database.read(handle -> handle
                .createQuery("SELECT node FROM pubsub_node WHERE account = ?")
                .bind(0, host.toString())
                .mapTo(String.class)
                .stream()
                .sorted()
                .toList());
    }

    @Override
    public SortedMap<String, Affiliation> affiliations(Jid host, Jid account) {
        return database.read(handle -> {
            var found = new TreeMap<String, Affiliation>();
            handle.createQuery("SELECT node, affiliation FROM pubsub_affiliation WHERE account = ? AND host = ?")
                    .bind(0, account.toString())
                    .bind(1, host.toString())
                    .map((row, context) -> found.put(row.getString("node"), NodeRows.affiliation(row)))
                    .list();
            return found;
        });
    }

    @Override
    public SortedMap<String, List<Subscription>> subscriptions(Jid host, Jid account) {
        return database.read(handle -> {
            var found = new TreeMap<String, List<Subscription>>();
            handle.createQuery(
                            "SELECT node, jid, state, deliver FROM pubsub_subscription WHERE account = ? AND host = ?")
                    .bind(0, account.toString())
                    .bind(1, host.toString())
                    .map((row, context) -> found.computeIfAbsent(row.getString("node"), node -> new ArrayList<>())
                            .add(NodeRows.subscription(row)))
                    .list();
            return found;
        });
    }

    private static final String OWNED =
            """
            SELECT s.host AS host, s.node AS node FROM pubsub_subscription AS s
            JOIN pubsub_affiliation AS a ON a.host = s.host AND a.node = s.node
            WHERE a.account = :owner AND a.affiliation = 'OWNER'""";

    @Override
    public List<Place> subscribed(Jid owner, Jid account) {
        return places(OWNED + " AND s.account = :account GROUP BY s.host, s.node", owner, account);
    }

    @Override
    public List<Place> concerned(Jid person) {
        return places(
                OWNED + " UNION SELECT host, node FROM pubsub_subscription WHERE account = :account", person, person);
    }

    @Override
    public List<Place> owned(Jid owner, Handle tx) {
        return places(tx.createQuery(OWNED + " GROUP BY s.host, s.node").bind("owner", owner.toString()));
    }

    private List<Place> places(String sql, Jid owner, Jid account) {
        return database.read(handle ->
                places(handle.createQuery(sql).bind("owner", owner.toString()).bind("account", account.toString())));
    }

    private static List<Place> places(Query query) {
        return query.map((row, context) -> new Place(Jid.parse(row.getString("host")), row.getString("node")))
                .list();
    }

    /** By what the stored form says, which an earlier version stored with all that one can choose: then it may be wrong. */
    @Override
    public boolean tellsNewcomers(Jid host) {
        return database.read(
                handle -> handle.createQuery("SELECT node FROM pubsub_node WHERE account = ? AND config LIKE ? LIMIT 1")
                        .bind(0, host.toString())
                        .bind(1, "%>" + NodeConfig.text(NodeConfig.SendLast.ON_SUB_AND_PRESENCE) + "<%")
                        .mapTo(String.class)
                        .findOne()
                        .isPresent());
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
                    NodeForm.of("submit", after.config()).bare().toElement().toString());
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
        return database.read(handle -> ItemRows.find(handle, ItemRows.WHOLE, node, ids, forgottenBefore));
    }

    @Override
    public List<Item> known(Node node, List<String> ids, long forgottenBefore) {
        return database.read(handle -> ItemRows.find(handle, ItemRows.SMALL, node, ids, forgottenBefore));
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
