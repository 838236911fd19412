package offhook.xmpp.xep;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;

/** XEP-0049 and XEP-0054, down to their tables. */
class StoredXmlTest {

    private static World world(Database database) {
        database.migrate("xmpp-server");
        return new World()
                .install(new PrivateStorage(new PrivateStorage.Table(database), 200))
                .install(new Vcard(new Vcard.Table(database), 200));
    }

    private static String ask(World world, TestClient client, String type, String to, String payload) {
        var answer = client.says("<iq type='" + type + "' id='1'" + (to.isEmpty() ? "" : " to='" + to + "'") + ">"
                        + payload + "</iq>")
                .gotOne();
        world.time.run();
        return answer;
    }

    private static String query(String inside) {
        return "<query xmlns='jabber:iq:private'>" + inside + "</query>";
    }

    @OnEachDatabase
    void privateThings(Database database) {
        var world = world(database);
        var juliet = world.online("juliet/balcony");
        var bookmarks = "<storage xmlns='storage:bookmarks'/>";
        assertThat(ask(world, juliet, "get", "", query(bookmarks))).contains(query(bookmarks));
        var kept = "<storage xmlns='storage:bookmarks'><conference jid='a@b' name='&amp; co'/></storage>";
        assertThat(ask(world, juliet, "set", "", query(kept))).contains("type='result'");
        assertThat(ask(world, juliet, "get", "juliet@capulet.example", query(bookmarks)))
                .contains(query(kept));
        var changed = "<storage xmlns='storage:bookmarks'><url/></storage>";
        ask(world, juliet, "set", "", query(changed));
        assertThat(ask(world, juliet, "get", "", query(bookmarks))).contains(query(changed));
        assertThat(ask(world, juliet, "get", "", query("<storage xmlns='other'/>")))
                .contains(query("<storage xmlns='other'/>"));
    }

    @OnEachDatabase
    void privateThingsStayPrivate(Database database) {
        var world = world(database);
        var romeo = world.online("romeo/orchard");
        assertThat(ask(world, romeo, "get", "juliet@capulet.example", query("<a xmlns='b'/>")))
                .contains("forbidden");
        assertThat(ask(world, romeo, "set", "juliet@capulet.example", query("<a xmlns='b'/>")))
                .contains("forbidden");
        assertThat(ask(world, romeo, "set", "", query(""))).contains("not-acceptable");
        assertThat(ask(world, romeo, "get", "", query(""))).contains("bad-request");
        assertThat(ask(world, romeo, "set", "", query("<a/>"))).contains("not-acceptable");
        assertThat(ask(world, romeo, "set", "", query("<a xmlns='b'>" + "x".repeat(200) + "</a>")))
                .contains("policy-violation");
    }

    /** "An IQ set or result MAY contain multiple elements qualified by the same namespace." */
    @OnEachDatabase
    void severalPrivateThings(Database database) {
        var world = world(database);
        var juliet = world.online("juliet/balcony");
        var two = "<a xmlns='n'>1</a><b xmlns='n'>2</b><a xmlns='n'>3</a>";
        assertThat(ask(world, juliet, "set", "", query(two))).contains("type='result'");
        assertThat(ask(world, juliet, "get", "", query("<b xmlns='n'/>"))).contains(query("<b xmlns='n'>2</b>"));
        assertThat(ask(world, juliet, "get", "", query("<a xmlns='n'/>")))
                .contains(query("<a xmlns='n'>1</a><a xmlns='n'>3</a>"));
        ask(world, juliet, "set", "", query("<a xmlns='n'>4</a>"));
        assertThat(ask(world, juliet, "get", "", query("<a xmlns='n'/>"))).contains(query("<a xmlns='n'>4</a>"));
        assertThat(ask(world, juliet, "get", "", query("<b xmlns='n'/>"))).contains(query("<b xmlns='n'>2</b>"));
    }

    @OnEachDatabase
    void whatCannotBeKeptTogetherIsNotKept(Database database) {
        var world = world(database);
        var juliet = world.online("juliet/balcony");
        assertThat(ask(world, juliet, "set", "", query("<a xmlns='n'>1</a><a xmlns='m'>2</a>")))
                .contains("not-acceptable");
        assertThat(ask(world, juliet, "set", "", query("<a xmlns='n'>1</a><a/>")))
                .contains("not-acceptable");
        var many = "<q xmlns='jabber:iq:private' xmlns:n='n'>" + "<n:a/>".repeat(101) + "</q>";
        assertThat(ask(world, juliet, "set", "", many.replace("q ", "query ").replace("/q", "/query")))
                .contains("policy-violation");
        assertThat(ask(world, juliet, "get", "", query("<a xmlns='n'/>"))).contains(query("<a xmlns='n'/>"));
        assertThat(ask(world, juliet, "get", "", query("<a xmlns='n'/><b xmlns='n'/>")))
                .contains("bad-request");
    }

    @OnEachDatabase
    void cards(Database database) {
        var world = world(database);
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        assertThat(ask(world, juliet, "get", "", "<vCard xmlns='vcard-temp'/>")).contains("item-not-found");
        var nobody = ask(world, romeo, "get", "rosaline@capulet.example", "<vCard xmlns='vcard-temp'/>");
        assertThat(ask(world, romeo, "get", "juliet@capulet.example", "<vCard xmlns='vcard-temp'/>"))
                .isEqualTo(nobody.replace("rosaline", "juliet"));
        var card = "<vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard>";
        assertThat(ask(world, juliet, "set", "", card)).contains("type='result'");
        assertThat(ask(world, romeo, "get", "juliet@capulet.example", "<vCard xmlns='vcard-temp'/>"))
                .contains("from='juliet@capulet.example'", card);
        assertThat(ask(world, romeo, "set", "juliet@capulet.example", card)).contains("forbidden");
        assertThat(ask(world, juliet, "set", "", card.replace("Juliet", "x".repeat(200))))
                .contains("policy-violation");
    }
}
