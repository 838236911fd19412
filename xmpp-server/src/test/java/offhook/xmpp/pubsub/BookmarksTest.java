package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.events;
import static org.assertj.core.api.Assertions.assertThat;

import offhook.directory.address.Jid;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.xep.PrivateStorage;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bookmarks of older and newer clients are the same ones, XEP-0402 §5.3. */
class BookmarksTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String NODE = Bookmarks.NODE;
    private static final String URL = "<url name='Verona' url='http://verona.example'/>";

    PubsubConfig config() {
        return NodeTableTest.CONFIG;
    }

    private PubsubWorld world = new PubsubWorld(config());
    private TestClient juliet = world.world.online("juliet/old");
    private final TestClient chamber = world.interested("juliet/new", NODE);

    @AfterEach
    void close() {
        world.close();
    }

    private String keep(String bookmarks) {
        return world.iq(
                juliet,
                "set",
                JULIET,
                "<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'>" + bookmarks
                        + "</storage></query>");
    }

    private String kept() {
        return world.iq(
                juliet, "get", JULIET, "<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query>");
    }

    private static String old(String jid, String name) {
        return "<conference jid='" + jid + "' name='" + name + "' autojoin='true'><nick>JC</nick></conference>";
    }

    private static String item(String jid, String name) {
        return "<item id='" + jid + "'><conference xmlns='" + NODE + "' name='" + name
                + "' autojoin='true'><nick>JC</nick></conference></item>";
    }

    private void publish(String item) {
        world.done(juliet, JULIET, "<publish node='" + NODE + "'>" + item + "</publish>");
    }

    private String published() {
        return world.ask(juliet, "get", JULIET, "<items node='" + NODE + "'/>");
    }

    @Test
    void whatAnOldClientKeepsIsPublished() {
        assertThat(keep(URL + old("a@b", "A") + old("b@b", "B"))).contains("type='result'");
        assertThat(published()).contains(item("a@b", "A") + item("b@b", "B"));
        assertThat(events(chamber))
                .containsExactly(
                        JULIET + " <items node='" + NODE + "'>" + item("a@b", "A") + item("b@b", "B") + "</items>");
        assertThat(kept()).contains(URL + "<conference").contains("jid='a@b'", "jid='b@b'");
        keep(old("a@b", "A") + old("c@b", "C"));
        assertThat(events(chamber))
                .containsExactly(
                        JULIET + " <items node='" + NODE + "'>" + item("c@b", "C") + "</items>",
                        JULIET + " <items node='" + NODE + "'><retract id='b@b'/></items>");
        keep(old("a@b", "A") + old("c@b", "C"));
        assertThat(events(chamber)).isEmpty();
        assertThat(kept()).doesNotContain("verona");
    }

    @Test
    void whatANewClientPublishesIsKept() {
        assertThat(kept()).contains("<storage xmlns='storage:bookmarks'/>");
        publish(item("a@b", "A"));
        assertThat(kept())
                .contains("<storage xmlns='storage:bookmarks'><conference")
                .contains("name='A'", "autojoin='true'", "jid='a@b'", "<nick>JC</nick>");
        world.done(juliet, JULIET, "<retract node='" + NODE + "'><item id='a@b'/></retract>");
        assertThat(kept()).contains("<storage xmlns='storage:bookmarks'/>");
    }

    /** §3.4: what an old client does not know is not lost when it edits the list. */
    @Test
    void extensionsStay() {
        publish(item("a@b", "A")
                .replace("</conference>", "<extensions><x xmlns='urn:x'>1</x></extensions></conference>"));
        keep(old("a@b", "New"));
        assertThat(published()).contains("name='New'", "<extensions><x xmlns='urn:x'>1</x></extensions>");
    }

    @Test
    void whatIsNoRoomIsRefused() {
        assertThat(keep(old("@", "A"))).contains("not-acceptable");
        assertThat(published()).contains("item-not-found");
    }

    @Test
    void oneListIsKept() {
        var list = "<storage xmlns='storage:bookmarks'>" + old("a@b", "A") + "</storage>";
        assertThat(world.iq(juliet, "set", JULIET, "<query xmlns='jabber:iq:private'>" + list + list + "</query>"))
                .contains("not-acceptable");
        assertThat(published()).contains("item-not-found");
        var more = "<query xmlns='jabber:iq:private'><more xmlns='storage:bookmarks'/>" + list + "</query>";
        assertThat(world.iq(juliet, "set", JULIET, more)).contains("type='result'");
        assertThat(published()).contains(item("a@b", "A"));
    }

    @Test
    void otherThingsStayAsTheyAre() {
        var note = "<query xmlns='jabber:iq:private'><a xmlns='urn:a'>b</a></query>";
        world.iq(juliet, "set", JULIET, note);
        assertThat(world.iq(juliet, "get", JULIET, note)).contains("<a xmlns='urn:a'>b</a>");
    }

    /** What an earlier version had in private storage is published when this one starts, once. */
    @Test
    void bookmarksOfBeforeAreTakenOver() {
        var database = TestDatabases.sqlite();
        database.migrate("xmpp-server");
        var storage = "<storage xmlns='storage:bookmarks'>" + URL + old("a@b", "A") + old("@", "B") + "</storage>";
        var before = new PrivateStorage.Table(database);
        before.put(Jid.parse("nurse@capulet.example"), Element.parse(storage));
        before.put(Jid.parse(JULIET), Element.parse(storage.replace(old("@", "B"), "")));
        world.close();
        world = new PubsubWorld(config(), database);
        juliet = world.world.online("juliet/old");
        assertThat(published()).contains(item("a@b", "A"));
        assertThat(kept()).contains(URL, "jid='a@b'");
        world.done(juliet, JULIET, "owner <delete node='" + NODE + "'/>");
        world = new PubsubWorld(config(), database);
        juliet = world.world.online("juliet/old");
        assertThat(kept()).contains(URL).doesNotContain("conference");
    }

    @Test
    void itIsSaid() {
        assertThat(world.iq(juliet, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#info'/>"))
                .contains("<feature var='urn:xmpp:bookmarks:1#compat'/>");
    }
}
