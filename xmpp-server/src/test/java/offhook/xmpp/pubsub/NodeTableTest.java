package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import offhook.directory.address.Jid;
import offhook.runtime.config.Size;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.pubsub.Change.Items;
import offhook.xmpp.pubsub.NodeStore.Place;
import offhook.xmpp.pubsub.PubsubConfig.Makers;
import offhook.xmpp.pubsub.Subscription.State;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;

class NodeTableTest {

    static final PubsubConfig CONFIG = config(new Size(1_000_000));

    /** @param cache how much memory nodes may take */
    static PubsubConfig config(Size cache) {
        return new PubsubConfig(true, "", Makers.EVERYBODY, 100, 10_000, new Size(200 * 1024), 10_000, cache);
    }

    private static final Jid HOST = Jid.of("pubsub.capulet.example");
    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example/orchard");
    private static final Instant NOON = Instant.ofEpochMilli(1_100_000_000_123L);
    private static final long EVER = Long.MIN_VALUE;

    private static NodeTable table(Database database) {
        database.migrate("xmpp-server");
        database.migrate("xmpp-pubsub");
        return new NodeTable(database, (host, node) -> NodeConfig.ofService(CONFIG.itemBytes()));
    }

    private static Node node(String name) {
        return Node.of(HOST, name, JULIET, NOON, NodeConfig.ofService(CONFIG.itemBytes()));
    }

    private static Item item(String id) {
        return new Item(id, JULIET, NOON, "<ä xmlns='urn:a'>" + id + "</ä>");
    }

    private static Optional<Item> keep(NodeTable table, Node before, Node after, Items items, int most) {
        return table.keep(new Change(before, after, items, null, List.of()), most, EVER)
                .toCompletableFuture()
                .join();
    }

    private static Node with(NodeTable table, String... ids) {
        var node = node("n");
        keep(table, null, node, new Items(ids(ids), List.of(), false), 100);
        return node;
    }

    private static List<Item> ids(String... ids) {
        return List.of(ids).stream().map(NodeTableTest::item).toList();
    }

    @OnEachDatabase
    void aNodeComesBackWithAllItsParts(Database database) {
        var table = table(database);
        var form = DataForm.of("submit", NodeForm.FORM)
                .text("pubsub#title", "", "Ø 'n' <o>")
                .text("pubsub#description", "", "d")
                .text("pubsub#type", "", "urn:a")
                .text("pubsub#language", "", "it")
                .with("pubsub#contact", "jid-multi", "", List.of("nurse@capulet.example"))
                .text("pubsub#access_model", "", "roster")
                .with("pubsub#roster_groups_allowed", "text-multi", "", List.of("Friends", "Enemies"))
                .text("pubsub#publish_model", "", "subscribers")
                .bool("pubsub#persist_items", "", true)
                .text("pubsub#max_items", "", "max")
                .text("pubsub#item_expire", "", "3600")
                .text("pubsub#max_payload_size", "", "1000")
                .bool("pubsub#deliver_notifications", "", true)
                .bool("pubsub#deliver_payloads", "", false)
                .bool("pubsub#notify_config", "", true)
                .bool("pubsub#notify_delete", "", false)
                .bool("pubsub#notify_retract", "", false)
                .bool("pubsub#notify_sub", "", true)
                .text("pubsub#send_last_published_item", "", "on_sub_and_presence")
                .text("pubsub#notification_type", "", "normal")
                .text("pubsub#itemreply", "", "publisher")
                .bool("pubsub#subscribe", "", false);
        var config = NodeForm.apply(node("n").config(), form, 100, 100_000);
        assertThat(NodeForm.apply(config, DataForm.of("submit", NodeForm.FORM), 1, 1))
                .isEqualTo(config);
        var node = node("n")
                .with(config)
                .with(ROMEO.bare(), Affiliation.PUBLISH_ONLY)
                .with(Jid.parse("tybalt@capulet.example"), Affiliation.OUTCAST)
                .with(Subscription.to(ROMEO, State.PENDING))
                .with(Subscription.to(ROMEO.bare(), State.SUBSCRIBED).delivering(false));
        keep(table, null, node, Items.published(item("1")), 100);
        var found = table.read(HOST, List.of());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).node()).isEqualTo(node);
        assertThat(found.get(0).last()).hasValue(item("1"));
    }

    @OnEachDatabase
    void onlyWhatDiffersIsWritten(Database database) {
        var table = table(database);
        var before = node("n")
                .with(ROMEO.bare(), Affiliation.MEMBER)
                .with(Subscription.to(ROMEO, State.PENDING))
                .with(Subscription.to(JULIET, State.SUBSCRIBED));
        keep(table, null, before, Items.SAME, 100);
        var after = before.with(ROMEO.bare(), Affiliation.NONE)
                .without(Subscription.to(JULIET, State.SUBSCRIBED))
                .with(Subscription.to(ROMEO, State.SUBSCRIBED));
        keep(table, before, after, Items.SAME, 100);
        assertThat(table.read(HOST, List.of()).get(0).node()).isEqualTo(after);
    }

    @OnEachDatabase
    void aNodeThatIsDeletedLeavesNothing(Database database) {
        var table = table(database);
        var node = node("n").with(Subscription.to(ROMEO, State.SUBSCRIBED));
        keep(table, null, node, Items.published(item("1")), 100);
        keep(table, node, null, Items.SAME, 100);
        assertThat(table.read(HOST, List.of())).isEmpty();
        keep(table, null, node("n"), Items.SAME, 100);
        assertThat(table.read(HOST, List.of()).get(0).node().subscriptions()).isEqualTo(Map.of());
        assertThat(table.read(HOST, List.of()).get(0).last()).isEmpty();
    }

    @OnEachDatabase
    void nodesAreReadByTheirNamesOrAll(Database database) {
        var table = table(database);
        for (var name : List.of("b", "a", "c")) {
            keep(table, null, node(name).with(ROMEO.bare(), Affiliation.MEMBER), Items.published(item("old")), 100);
            keep(table, node(name), node(name), Items.published(item("of " + name)), 100);
        }
        assertThat(table.names(HOST)).containsExactly("a", "b", "c");
        assertThat(table.names(JULIET)).isEmpty();
        assertThat(table.read(HOST, List.of("c", "d")))
                .containsExactly(new Leaf(node("c").with(ROMEO.bare(), Affiliation.MEMBER), Optional.of(item("of c"))));
        assertThat(table.read(HOST, List.of()))
                .extracting(leaf -> leaf.last().orElseThrow().id())
                .containsExactlyInAnyOrder("of a", "of b", "of c");
        assertThat(table.read(JULIET, List.of())).isEmpty();
    }

    @OnEachDatabase
    void whatSomebodyIsToNodesIsFoundWithoutThem(Database database) {
        var table = table(database);
        var toAccount = Subscription.to(ROMEO.bare(), State.SUBSCRIBED).delivering(false);
        keep(table, null, node("b").with(ROMEO.bare(), Affiliation.OUTCAST).with(toAccount), Items.SAME, 100);
        keep(table, null, node("a").with(Subscription.to(ROMEO, State.PENDING)), Items.SAME, 100);
        assertThat(table.affiliations(HOST, JULIET)).hasToString("{a=OWNER, b=OWNER}");
        assertThat(table.affiliations(HOST, ROMEO.bare())).isEqualTo(Map.of("b", Affiliation.OUTCAST));
        assertThat(table.affiliations(JULIET, JULIET)).isEmpty();
        assertThat(table.subscriptions(HOST, ROMEO.bare()))
                .isEqualTo(Map.of("a", List.of(Subscription.to(ROMEO, State.PENDING)), "b", List.of(toAccount)));
        assertThat(table.subscriptions(JULIET, ROMEO.bare())).isEmpty();
    }

    @OnEachDatabase
    void whomAChangeOfARosterConcerns(Database database) {
        var table = table(database);
        var nurse = Jid.parse("nurse@capulet.example");
        var romeo = Subscription.to(ROMEO, State.SUBSCRIBED);
        var both = node("both").with(romeo).with(Subscription.to(ROMEO.bare(), State.PENDING));
        keep(table, null, both.with(Subscription.to(nurse, State.SUBSCRIBED)), Items.SAME, 100);
        keep(table, null, node("hers").with(Subscription.to(nurse, State.SUBSCRIBED)), Items.SAME, 100);
        keep(table, null, node("another's").with(JULIET, Affiliation.MEMBER).with(romeo), Items.SAME, 100);
        keep(table, null, node("nobody's"), Items.SAME, 100);
        var own = Node.of(JULIET, "own", JULIET, NOON, NodeConfig.ofAccount(1_000));
        keep(table, null, own.with(romeo), Items.SAME, 100);
        assertThat(table.subscribed(JULIET, ROMEO.bare()))
                .containsExactlyInAnyOrder(new Place(HOST, "both"), new Place(JULIET, "own"));
        assertThat(table.subscribed(ROMEO.bare(), JULIET)).isEmpty();
        assertThat(table.concerned(JULIET))
                .containsExactlyInAnyOrder(new Place(HOST, "both"), new Place(HOST, "hers"), new Place(JULIET, "own"));
        assertThat(table.concerned(ROMEO.bare()))
                .containsExactlyInAnyOrder(
                        new Place(HOST, "both"), new Place(HOST, "another's"), new Place(JULIET, "own"));
        assertThat(table.concerned(Jid.parse("tybalt@capulet.example"))).isEmpty();
    }

    @OnEachDatabase
    void aNodeOfTheHostTellsNewcomers(Database database) {
        var table = table(database);
        keep(table, null, node("n"), Items.SAME, 100);
        assertThat(table.tellsNewcomers(HOST)).isFalse();
        var form =
                DataForm.of("submit", NodeForm.FORM).text("pubsub#send_last_published_item", "", "on_sub_and_presence");
        var telling = node("m").with(NodeForm.apply(node("m").config(), form, 100, 100_000));
        keep(table, null, telling, Items.SAME, 100);
        assertThat(table.tellsNewcomers(HOST)).isTrue();
        assertThat(table.tellsNewcomers(JULIET)).isFalse();
    }

    @OnEachDatabase
    void theOldestItemsGoWhereThereAreTooMany(Database database) {
        var table = table(database);
        var node = with(table, "1", "2", "3");
        assertThat(keep(table, node, node, Items.published(item("1")), 2)).hasValue(item("1"));
        assertThat(table.ids(node, 10, EVER)).containsExactly("3", "1");
        assertThat(keep(table, node, node, Items.retracted("1"), 2)).hasValue(item("3"));
        assertThat(keep(table, node, node, Items.NONE, 2)).isEmpty();
        assertThat(table.ids(node, 10, EVER)).isEmpty();
    }

    @OnEachDatabase
    void whatIsTooOldGoesToo(Database database) {
        var table = table(database);
        var node = with(table, "1");
        long after = NOON.toEpochMilli() + 1;
        assertThat(table.ids(node, 10, after)).isEmpty();
        assertThat(table.find(node, List.of("1"), after)).isEmpty();
        var young = new Item("2", JULIET, NOON.plusSeconds(1), "");
        table.keep(new Change(node, node, Items.published(young), null, List.of()), 100, after);
        assertThat(table.ids(node, 10, EVER)).containsExactly("2");
    }

    @OnEachDatabase
    void pages(Database database) {
        var table = table(database);
        var node = with(table, "1", "2", "3", "4", "5");
        assertThat(page(table, node, 2, "", null, -1)).isEqualTo("4,5 at 3 of 5");
        assertThat(page(table, node, 2, "4", null, -1)).isEqualTo("2,3 at 1 of 5");
        assertThat(page(table, node, 2, null, "1", -1)).isEqualTo("2,3 at 1 of 5");
        assertThat(page(table, node, 2, null, null, 4)).isEqualTo("5 at 4 of 5");
        assertThat(page(table, node, 9, null, null, -1)).isEqualTo("1,2,3,4,5 at 0 of 5");
        assertThat(page(table, node, 0, null, null, -1)).isEqualTo(" at 0 of 5");
        assertThatThrownBy(() -> page(table, node, 2, "9", null, -1))
                .isInstanceOf(StanzaError.class)
                .hasMessageContaining("item-not-found");
    }

    private static String page(NodeTable table, Node node, int max, String before, String after, int index) {
        var request = new PageRequest(
                true,
                max,
                Optional.ofNullable(after),
                Optional.ofNullable(before),
                index < 0 ? OptionalInt.empty() : OptionalInt.of(index));
        var page = table.page(node, request, EVER);
        return String.join(",", page.items().stream().map(Item::id).toList())
                + " at " + page.index().orElse(-1)
                + " of " + page.count().orElse(-1);
    }

    /** An answer does not grow without limit. */
    @OnEachDatabase
    void aPageOfLargeItemsIsShort(Database database) {
        var table = table(database);
        var large = new ArrayList<Item>();
        IntStream.range(0, 8)
                .forEach(i -> large.add(new Item("" + i, JULIET, NOON, "<a>" + "x".repeat(200_000) + "</a>")));
        var node = node("n");
        keep(table, null, node, new Items(large, List.of(), false), 100);
        assertThat(page(table, node, 250, null, null, -1)).isEqualTo("0,1,2,3,4 at 0 of 8");
        assertThat(page(table, node, 250, "", null, -1)).isEqualTo("3,4,5,6,7 at 3 of 8");
        assertThat(table.read(HOST, List.of()).get(0).last().orElseThrow().isWhole())
                .isFalse();
        var ids = large.stream().map(Item::id).toList();
        assertThat(table.find(node, ids.subList(3, 8), EVER)).isEqualTo(large.subList(3, 8));
        assertThatThrownBy(() -> table.find(node, ids.subList(2, 8), EVER))
                .isInstanceOf(StanzaError.class)
                .hasMessageContaining("not-acceptable");
        assertThat(table.known(node, ids, EVER))
                .isEqualTo(large.stream().map(Item::small).toList());
    }

    @OnEachDatabase
    void whatWasPublishedBeforeThereWereNodesIsTakenOver(Database database) {
        database.migrate("xmpp-server");
        database.write(tx -> tx.execute(
                        "INSERT INTO pep_item (account, node, id, payload, at) VALUES (?, 'urn:n', '1', '<a/>', ?)",
                        JULIET.toString(),
                        NOON.toEpochMilli()))
                .toCompletableFuture()
                .join();
        database.migrate("xmpp-pubsub");
        var usual = NodeConfig.ofAccount(CONFIG.itemBytes());
        var leaf = new NodeTable(database, (host, node) -> usual)
                .read(JULIET, List.of())
                .get(0);
        assertThat(leaf.node()).isEqualTo(Node.of(JULIET, "urn:n", JULIET, NOON, usual));
        assertThat(leaf.last()).hasValue(new Item("1", JULIET, NOON, "<a/>"));
    }
}
