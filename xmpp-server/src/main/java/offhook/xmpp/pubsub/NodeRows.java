package offhook.xmpp.pubsub;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads nodes of one host with all their parts.
 *
 * @param names of the nodes; empty for all of them
 * @param usual what holds of a host's node where a stored configuration says nothing
 */
record NodeRows(Handle tx, Jid host, List<String> names, BiFunction<Jid, String, NodeConfig> usual) {

    List<Leaf> read() {
        var nodes = of("SELECT node, creator, created, config FROM pubsub_node WHERE account = :host%s")
                .map((row, context) -> bare(row))
                .list();
        if (nodes.isEmpty()) {
            return List.of();
        }
        var affiliations = affiliations();
        var subscriptions = subscriptions();
        var last = new HashMap<String, Item>();
        of(ItemRows.LAST)
                .map((row, context) -> last.put(row.getString("node"), ItemRows.item(row)))
                .list();
        return nodes.stream()
                .map(node -> new Leaf(
                        new Node(
                                host,
                                node.name(),
                                node.creator(),
                                node.created(),
                                node.config(),
                                affiliations.getOrDefault(node.name(), Map.of()),
                                subscriptions.getOrDefault(node.name(), Map.of())),
                        Optional.ofNullable(last.get(node.name()))))
                .toList();
    }

    /** @param sql with a place for a further condition */
    private Query of(String sql) {
        var query = tx.createQuery(sql.formatted(names.isEmpty() ? "" : " AND node IN (<names>)"))
                .bind("host", host.toString());
        return names.isEmpty() ? query : query.bindList("names", names);
    }

    private Node bare(ResultSet row) throws SQLException {
        var name = row.getString("node");
        var stored = DataForm.read(Element.parse(row.getString("config")));
        return new Node(
                host,
                name,
                Jid.parse(row.getString("creator")),
                Instant.ofEpochMilli(row.getLong("created")),
                NodeForm.restore(usual.apply(host, name), stored),
                Map.of(),
                Map.of());
    }

    private Map<String, Map<Jid, Affiliation>> affiliations() {
        var found = new HashMap<String, Map<Jid, Affiliation>>();
        of("SELECT node, account, affiliation FROM pubsub_affiliation WHERE host = :host%s")
                .map((row, context) -> found.computeIfAbsent(row.getString("node"), node -> new LinkedHashMap<>(2))
                        .put(Jid.parse(row.getString("account")), affiliation(row)))
                .list();
        return found;
    }

    static Affiliation affiliation(ResultSet row) throws SQLException {
        return Affiliation.valueOf(row.getString("affiliation"));
    }

    private Map<String, Map<Jid, Subscription>> subscriptions() {
        var found = new HashMap<String, Map<Jid, Subscription>>();
        of("SELECT node, jid, state, deliver FROM pubsub_subscription WHERE host = :host%s")
                .map((row, context) -> {
                    var subscription = subscription(row);
                    return found.computeIfAbsent(row.getString("node"), node -> new LinkedHashMap<>(2))
                            .put(subscription.jid(), subscription);
                })
                .list();
        return found;
    }

    static Subscription subscription(ResultSet row) throws SQLException {
        return new Subscription(
                Jid.parse(row.getString("jid")),
                Subscription.State.valueOf(row.getString("state")),
                row.getInt("deliver") == 1);
    }
}
