package offhook.xmpp.pubsub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Pages of the items of one node, in the order of their publication. */
record ItemPages(Handle tx, Node node, long forgottenBefore) {

    private static final String OF_NODE = "account = :host AND node = :node AND at >= :from ";

    Page<Item> page(PageRequest request) {
        var items = request.isBackwards() ? backwards(request) : forwards(request);
        int count = count("");
        int first = items.isEmpty() ? 0 : count("AND seq < " + seq(items.get(0).id()));
        return new Page<>(items, Item::id, OptionalInt.of(first), OptionalInt.of(count));
    }

    private List<Item> forwards(PageRequest request) {
        var after = request.after().map(id -> "AND seq > " + seq(id) + ' ').orElse("");
        return items(after + "ORDER BY seq LIMIT :max OFFSET " + request.index().orElse(0), request.max());
    }

    private List<Item> backwards(PageRequest request) {
        var before = request.before()
                .filter(id -> !id.isEmpty())
                .map(id -> "AND seq < " + seq(id) + ' ')
                .orElse("");
        var items = items(before + "ORDER BY seq DESC LIMIT :max", request.max());
        Collections.reverse(items);
        return items;
    }

    private List<Item> items(String which, int max) {
        var items = new ArrayList<Item>();
        int size = 0;
        try (var rows = bound(ItemRows.WHOLE + "WHERE " + OF_NODE + which)
                .bind("max", max)
                .map((row, context) -> ItemRows.item(row))
                .iterator()) {
            while (rows.hasNext() && size < ItemRows.ENOUGH) {
                items.add(rows.next());
                size += items.get(items.size() - 1).payload().length();
            }
        }
        return items;
    }

    private int count(String which) {
        return bound("SELECT COUNT(*) FROM pubsub_item WHERE " + OF_NODE + which)
                .mapTo(Integer.class)
                .one();
    }

    private long seq(String id) {
        return bound("SELECT seq FROM pubsub_item WHERE " + OF_NODE + "AND id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> StanzaError.itemNotFound("there is no such item"));
    }

    private Query bound(String sql) {
        return tx.createQuery(sql)
                .bind("host", node.host().toString())
                .bind("node", node.name())
                .bind("from", forgottenBefore);
    }
}
