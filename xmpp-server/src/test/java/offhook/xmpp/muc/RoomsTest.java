package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.api.Test;

/** Rooms and the database: what outlives a restart, and that nobody is told what is not durable. */
class RoomsTest {

    private static final String ROOM = "balcony@conference.capulet.example";
    private static final String OWNER = "http://jabber.org/protocol/muc#owner";

    private static void says(CoreWorld world, String actor, String text) {
        world.says(new Said(0, actor, "server", text), new Blanks());
        world.time.run();
    }

    private static void enters(CoreWorld world, String user, String nick) {
        says(
                world,
                user + ".chat",
                "<presence to='" + ROOM + '/' + nick + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    }

    private static String config(String id, String... fields) {
        var form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='muc#roomconfig_")
                    .append(fields[i])
                    .append("'><value>")
                    .append(fields[i + 1])
                    .append("</value></field>");
        }
        return "<iq type='set' id='" + id + "' to='" + ROOM + "'><query xmlns='" + OWNER
                + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
                + ConfigForm.FORM + "</value></field>" + form + "</x></query></iq>";
    }

    private static String affiliation(String id, String affiliation, String user) {
        return "<iq type='set' id='" + id + "' to='" + ROOM + "'><query xmlns='" + Lists.NS + "'><item affiliation='"
                + affiliation + "' jid='" + user + "@capulet.example'/></query></iq>";
    }

    /** All that an actor got since it was last asked. */
    private static List<String> got(CoreWorld world, String actor) {
        var got = world.actors.unread().stream()
                .filter(line -> line.startsWith(actor + " got "))
                .map(line -> line.substring(actor.length() + 5))
                .toList();
        if (!got.isEmpty()) {
            world.actors.forget(actor);
        }
        return got;
    }

    @OnEachDatabase
    void aPersistentRoomOutlivesTheServer(Database database) {
        var before = new CoreWorld(database, List.of());
        enters(before, "juliet", "Juliet");
        says(before, "juliet.chat", config("o1", "persistentroom", "1", "roomname", "Night", "membersonly", "1"));
        says(before, "juliet.chat", affiliation("a1", "member", "romeo"));
        says(before, "juliet.chat", affiliation("a2", "outcast", "tybalt"));
        says(before, "juliet.chat", "<message to='" + ROOM + "' type='groupchat'><subject>Names</subject></message>");
        var occupantId = got(before, "juliet.chat").stream()
                .filter(xml -> xml.contains("<subject>Names"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(<occupant-id[^>]*>).*", "$1");

        var after = new CoreWorld(database, List.of());
        enters(after, "tybalt", "Tybalt");
        assertThat(got(after, "tybalt.chat").get(0)).contains("<forbidden");
        enters(after, "nurse", "Nurse");
        assertThat(got(after, "nurse.chat").get(0)).contains("<registration-required");
        enters(after, "romeo", "Romeo");
        var romeo = got(after, "romeo.chat");
        assertThat(romeo.get(0)).contains("affiliation='member'");
        assertThat(romeo.get(1)).contains("<subject>Names</subject>", "<delay", occupantId);
        says(
                after,
                "romeo.chat",
                "<iq type='get' id='d1' to='" + ROOM + "'><query xmlns='" + RoomInfo.INFO + "'/></iq>");
        assertThat(got(after, "romeo.chat").get(0)).contains("name='Night'", "muc_persistent", "muc_membersonly");
        says(
                after,
                "juliet.chat",
                "<iq type='set' id='x' to='" + ROOM + "'><query xmlns='" + OWNER + "'><destroy/></query></iq>");

        var last = new CoreWorld(database, List.of());
        says(
                last,
                "juliet.chat",
                "<iq type='get' id='d2' to='" + ROOM + "'><query xmlns='" + RoomInfo.INFO + "'/></iq>");
        assertThat(got(last, "juliet.chat").get(0)).contains("<item-not-found");
    }

    @Test
    void aRoomThatIsNotKeptDoesNot() {
        try (var database = TestDatabases.sqlite()) {
            var before = new CoreWorld(database, List.of());
            enters(before, "juliet", "Juliet");
            says(before, "juliet.chat", config("o1"));
            var after = new CoreWorld(database, List.of());
            enters(after, "romeo", "Romeo");
            assertThat(got(after, "romeo.chat").get(0)).contains("code='201'");
        }
    }

    /** While a ban waits for the database, nothing is told and nothing else happens in the room. */
    @Test
    void nobodyIsToldWhatIsNotDurable() {
        var slow = new Slow();
        try (var database = TestDatabases.sqlite(slow)) {
            var world = new CoreWorld(database, List.of());
            enters(world, "juliet", "Juliet");
            says(world, "juliet.chat", config("o1", "persistentroom", "1"));
            slow.work(world);
            enters(world, "romeo", "Romeo");
            got(world, "juliet.chat");
            got(world, "romeo.chat");

            says(world, "juliet.chat", affiliation("a1", "outcast", "romeo"));
            says(world, "romeo.chat", "<message to='" + ROOM + "' type='groupchat' id='m'><body>Hm</body></message>");
            enters(world, "nurse", "Nurse");
            assertThat(got(world, "juliet.chat")).isEmpty();
            assertThat(got(world, "romeo.chat")).isEmpty();

            slow.work(world);
            var romeo = got(world, "romeo.chat");
            assertThat(romeo.get(0)).contains("code='301'");
            assertThat(romeo.get(1)).contains("<not-acceptable");
            assertThat(got(world, "juliet.chat"))
                    .satisfiesExactly(
                            result -> assertThat(result).contains("id='a1'"),
                            gone -> assertThat(gone).contains("code='301'"),
                            nurse -> assertThat(nurse).contains("/Nurse"));
        }
    }

    @Test
    void whatTheDatabaseRefusesHasNotHappened() {
        var slow = new Slow();
        var database = TestDatabases.sqlite(slow);
        var world = new CoreWorld(database, List.of());
        enters(world, "juliet", "Juliet");
        says(world, "juliet.chat", config("o1", "persistentroom", "1"));
        slow.work(world);
        got(world, "juliet.chat");
        slow.stopped = true;
        database.close();
        says(world, "juliet.chat", affiliation("a1", "member", "romeo"));
        assertThat(got(world, "juliet.chat").get(0)).contains("<internal-server-error");
        says(
                world,
                "juliet.chat",
                "<iq type='get' id='l' to='" + ROOM + "'><query xmlns='" + Lists.NS
                        + "'><item affiliation='member'/></query></iq>");
        assertThat(got(world, "juliet.chat").get(0)).contains("type='result'").doesNotContain("romeo@");
    }

    /** Who is removed from the directory is nothing to any room any more, now and after a restart. */
    @OnEachDatabase
    void aRemovedUserOwnsNothing(Database database) {
        CoreWorld world = new CoreWorld(database, List.of());
        enters(world, "juliet", "Juliet");
        says(world, "juliet.chat", config("o1", "persistentroom", "1"));
        says(world, "juliet.chat", affiliation("a1", "owner", "romeo"));
        says(world, "juliet.chat", affiliation("a2", "member", "nurse"));
        world.happens(new Event(0, "romeo leaves"));
        for (var living : List.of(world, new CoreWorld(database, List.of()))) {
            got(living, "juliet.chat");
            says(
                    living,
                    "juliet.chat",
                    "<iq type='get' id='l' to='" + ROOM + "'><query xmlns='" + Lists.NS
                            + "'><item affiliation='owner'/></query></iq>");
            assertThat(got(living, "juliet.chat").get(0)).contains("juliet@").doesNotContain("romeo@");
        }
    }

    /** §11.2. */
    @Test
    void occupantsHearThatTheServiceEnds() {
        try (var database = TestDatabases.sqlite()) {
            var world = new CoreWorld(database, List.of());
            enters(world, "juliet", "Juliet");
            got(world, "juliet.chat");
            var told = world.core.close().toCompletableFuture();
            world.time.run();
            assertThat(told).isDone();
            assertThat(got(world, "juliet.chat")).singleElement().satisfies(xml -> assertThat(xml)
                    .contains("type='unavailable'", "code='110'", "code='332'"));
        }
    }

    @Test
    void oneUserDoesNotMakeAllTheRooms() {
        try (var database = TestDatabases.sqlite()) {
            var world = new CoreWorld(database, List.of("xmpp.rooms.rooms_per_user = 1"));
            enters(world, "juliet", "Juliet");
            says(
                    world,
                    "juliet.chat",
                    "<presence to='garden@conference.capulet.example/Juliet'>"
                            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
            assertThat(got(world, "juliet.chat")).last().asString().contains("<resource-constraint");
        }
    }

    /** XEP-0198: a client is told that its subject is taken care of when that is kept, and not before. */
    @Test
    void aSubjectIsAcknowledgedWhenItIsKept() {
        var slow = new Slow();
        try (var database = TestDatabases.sqlite(slow)) {
            var world = new CoreWorld(database, List.of());
            enters(world, "juliet", "Juliet");
            says(world, "juliet.chat", config("o1", "persistentroom", "1"));
            says(world, "juliet.chat", "<enable xmlns='urn:xmpp:sm:3'/>");
            slow.work(world);
            got(world, "juliet.chat");
            says(
                    world,
                    "juliet.chat",
                    "<message to='" + ROOM + "' type='groupchat'><subject>Names</subject></message>"
                            + "<r xmlns='urn:xmpp:sm:3'/>");
            assertThat(got(world, "juliet.chat")).noneMatch(xml -> xml.contains("h='1'"));
            slow.work(world);
            assertThat(got(world, "juliet.chat")).anyMatch(xml -> xml.contains("<subject>Names"));
            slow.work(world); // the archive
            says(world, "juliet.chat", "<r xmlns='urn:xmpp:sm:3'/>");
            assertThat(got(world, "juliet.chat")).anyMatch(xml -> xml.contains("h='1'"));
        }
    }

    /** A writer that works when it is told to, once the world stands. */
    private static final class Slow implements Executor {

        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final Thread main = Thread.currentThread();
        private boolean held;
        private boolean stopped;

        @Override
        public void execute(Runnable task) {
            if (held && !stopped && Thread.currentThread() == main) {
                waiting.add(task);
            } else {
                task.run();
            }
        }

        void work(CoreWorld world) {
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
            held = true;
            world.time.run();
        }
    }
}
