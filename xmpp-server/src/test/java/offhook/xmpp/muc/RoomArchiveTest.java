package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.SlowDisk;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.ManagedClient;
import org.junit.jupiter.api.Test;

/** Archives of rooms and the database: what outlives a restart, and what does not. */
class RoomArchiveTest {

    private static final String ROOM = "balcony@conference.capulet.example";
    private static final String QUERY = "<iq type='set' id='q' to='" + ROOM + "'><query xmlns='urn:xmpp:mam:2'/></iq>";

    private static void says(CoreWorld world, String actor, String text) {
        world.says(new Said(0, actor, "server", text), new Blanks());
        world.time.run();
    }

    private static String enter(String nick) {
        return "<presence to='" + ROOM + '/' + nick + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
    }

    private static String configure(String field, String value) {
        return "<iq type='set' id='o' to='" + ROOM + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>" + ConfigForm.FORM
                + "</value></field><field var='muc#roomconfig_" + field + "'><value>" + value
                + "</value></field></x></query></iq>";
    }

    private static String words(String id) {
        return "<message to='" + ROOM + "' type='groupchat' id='" + id + "'><body>Hi</body></message>";
    }

    /** All that an actor got since it was last asked. */
    private static List<String> got(CoreWorld world, String actor) {
        var got = world.actors.unread().stream()
                .filter(line -> line.startsWith(actor + " got "))
                .map(line -> line.substring(actor.length() + 5))
                .toList();
        world.actors.forget(actor);
        return got;
    }

    private static List<String> ids(List<String> got) {
        return got.stream()
                .filter(xml -> xml.startsWith("<message") && xml.contains("<body>"))
                .map(xml -> xml.replaceAll("(?s).*id='(m[0-9])'.*", "$1"))
                .toList();
    }

    private static CoreWorld withRoom(Database database, String... settings) {
        var world = new CoreWorld(database, List.of(settings));
        says(world, "juliet.chat", enter("Juliet"));
        return world;
    }

    @OnEachDatabase
    void whatNewcomersAreToldOutlivesARestart(Database database) {
        var before = withRoom(database);
        says(before, "juliet.chat", configure("persistentroom", "1"));
        says(before, "juliet.chat", words("m1"));
        says(before, "juliet.chat", "<message to='" + ROOM + "' type='groupchat'><subject>Names</subject></message>");
        says(before, "juliet.chat", words("m2"));
        var ids = got(before, "juliet.chat").stream()
                .filter(xml -> xml.contains("<body>"))
                .map(xml -> xml.replaceAll("(?s).*(<stanza-id[^>]*>).*", "$1"))
                .toList();

        var after = new CoreWorld(database, List.of());
        says(after, "romeo.chat", enter("Romeo"));

        var history = got(after, "romeo.chat").stream()
                .filter(xml -> xml.contains("<body>"))
                .toList();
        assertThat(ids(history)).containsExactly("m1", "m2");
        assertThat(history).allSatisfy(xml -> assertThat(xml)
                .contains("<delay xmlns='urn:xmpp:delay' from='" + ROOM + "' stamp='2026-11-22T14:05:00Z'/>")
                .contains("from='" + ROOM + "/Juliet'")
                .doesNotContain("muc#user")
                .doesNotContain("juliet@capulet"));
        assertThat(history.get(0)).contains(ids.get(0));
        assertThat(history.get(1)).contains(ids.get(1));
        says(after, "romeo.chat", words("m3"));
        says(after, "nurse.chat", enter("Nurse"));
        assertThat(ids(got(after, "nurse.chat"))).containsExactly("m1", "m2", "m3");
    }

    @Test
    void whatIsAcknowledgedIsInTheArchive() {
        var disk = new SlowDisk();
        try (var database = TestDatabases.sqlite(disk)) {
            var world = withRoom(database);
            says(world, "juliet.chat", configure("persistentroom", "0"));
            var romeo = new ManagedClient(world, "romeo").starts().says(enter("Romeo"));
            disk.turns(false);

            romeo.says(words("m1"));

            assertThat(romeo.messages()).containsExactly("m1");
            assertThat(romeo.isSafe()).isFalse();
            disk.turns(true);
            assertThat(romeo.isSafe()).isTrue();
        }
    }

    /** The next room of that name is another one, whatever was left. */
    @OnEachDatabase
    void aRoomThatEndsLeavesNothing(Database database) {
        var world = withRoom(database);
        says(world, "juliet.chat", configure("persistentroom", "0"));
        says(world, "juliet.chat", words("m1"));
        world = withRoom(database); // the server was killed
        says(world, "juliet.chat", configure("persistentroom", "0"));
        got(world, "juliet.chat");
        says(world, "juliet.chat", QUERY);
        assertThat(ids(got(world, "juliet.chat"))).isEmpty();

        says(world, "juliet.chat", words("m2"));
        says(world, "juliet.chat", "<presence type='unavailable' to='" + ROOM + "/Juliet'/>");
        says(world, "juliet.chat", enter("Juliet"));
        got(world, "juliet.chat");
        says(world, "juliet.chat", QUERY);
        assertThat(ids(got(world, "juliet.chat"))).isEmpty();

        says(world, "juliet.chat", configure("persistentroom", "1"));
        says(world, "juliet.chat", words("m3"));
        says(
                world,
                "juliet.chat",
                "<iq type='set' id='d' to='" + ROOM
                        + "'><query xmlns='http://jabber.org/protocol/muc#owner'><destroy/></query></iq>");
        assertThat(database.<Long>read(handle -> handle.createQuery("SELECT COUNT(*) FROM archive_message")
                        .mapTo(Long.class)
                        .one()))
                .isZero();
    }

    @Test
    void whereThereAreNoArchivesRoomsHaveNone() {
        try (var database = TestDatabases.sqlite()) {
            var world = withRoom(database, "archive.enabled = false");
            says(world, "juliet.chat", configure("enablelogging", "1"));
            says(
                    world,
                    "juliet.chat",
                    "<iq type='get' id='f' to='" + ROOM
                            + "'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>");
            says(world, "juliet.chat", words("m1"));
            says(world, "juliet.chat", QUERY);

            assertThat(String.join("\n", got(world, "juliet.chat")))
                    .contains("muc#roomconfig_whois")
                    .contains("service-unavailable")
                    .doesNotContain("enablelogging")
                    .doesNotContain("stanza-id")
                    .doesNotContain("'170'");
        }
    }
}
