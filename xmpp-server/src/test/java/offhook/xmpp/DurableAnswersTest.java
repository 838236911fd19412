package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.SlowDisk;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of request that changes what is kept: it is answered when the change is on disk, nobody hears of it before, and
 * whoever asks after a crash finds it. What the disk refuses is an error. Rooms are in RoomsTest.
 */
class DurableAnswersTest {

    private static final String SERVICE = "pubsub.capulet.example";
    private static final String PUBSUB = "<pubsub xmlns='http://jabber.org/protocol/pubsub'>";
    private static final String OWNER = "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>";
    private static final String NODE = "<create node='balcony'/>";
    private static final String ITEM = "<item id='1'><words xmlns='urn:x'>Ay me!</words></item>";
    private static final String ITEMS = PUBSUB + "<items node='balcony'/></pubsub>";

    private final SlowDisk disk = new SlowDisk();
    private final Database database = TestDatabases.sqlite(disk);

    /**
     * A change of Juliet's.
     *
     * @param to whom she asks, "" for her account
     * @param before what she has asked for before
     * @param question what is asked after the crash
     * @param answer a part of what is answered, behind a ! one that is not
     */
    private record Change(String name, String to, String before, String request, String question, String answer) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Change> changes() {
        var roster = "<query xmlns='jabber:iq:roster'/>";
        var friar = roster.replace("/>", "><item jid='friar@capulet.example' name='Friar'/></query>");
        var kept = "<query xmlns='jabber:iq:private'><notes xmlns='urn:x'/></query>";
        var bookmarks = "<query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query>";
        var blocklist = "<blocklist xmlns='urn:xmpp:blocking'/>";
        var tybalt = "<item jid='tybalt@capulet.example'/>";
        var block = "<block xmlns='urn:xmpp:blocking'>" + tybalt + "</block>";
        return Stream.of(
                new Change("a contact is added", "", "", friar, roster, "friar@"),
                new Change(
                        "a contact is removed",
                        "",
                        friar,
                        friar.replace("name='Friar'", "subscription='remove'"),
                        roster,
                        "!friar@"),
                new Change("private XML", "", "", kept.replace("/><", ">Ay me!</notes><"), kept, "Ay me!"),
                new Change(
                        "bookmarks of older clients",
                        "",
                        "",
                        bookmarks.replace("/><", "><conference jid='a@b' name='Night'/></storage><"),
                        bookmarks,
                        "Night"),
                new Change(
                        "a card",
                        "",
                        "",
                        "<vCard xmlns='vcard-temp'><FN>Juliet Capulet</FN></vCard>",
                        "<vCard xmlns='vcard-temp'/>",
                        "Juliet Capulet"),
                new Change("somebody is blocked", "", "", block, blocklist, "tybalt@"),
                new Change(
                        "and is not any more",
                        "",
                        block,
                        block.replace("block xmlns", "unblock xmlns").replace("/block>", "/unblock>"),
                        blocklist,
                        "!tybalt@"),
                new Change(
                        "what is archived",
                        "",
                        "",
                        "<prefs xmlns='urn:xmpp:mam:2' default='never'><always/><never/></prefs>",
                        "<prefs xmlns='urn:xmpp:mam:2'/>",
                        "default='never'"),
                new Change(
                        "what somebody publishes",
                        "",
                        "",
                        PUBSUB + "<publish node='balcony'>" + ITEM + "</publish></pubsub>",
                        ITEMS,
                        "Ay me!"),
                new Change(
                        "and takes back",
                        "",
                        PUBSUB + "<publish node='balcony'>" + ITEM + "</publish></pubsub>",
                        PUBSUB + "<retract node='balcony' notify='true'><item id='1'/></retract></pubsub>",
                        ITEMS,
                        "!Ay me!"),
                new Change("a node", SERVICE, "", PUBSUB + NODE + "</pubsub>", ITEMS, "<items node='balcony'"),
                new Change(
                        "its configuration",
                        SERVICE,
                        PUBSUB + NODE + "</pubsub>",
                        OWNER + "<configure node='balcony'><x xmlns='jabber:x:data' type='submit'>"
                                + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field>"
                                + "<field var='pubsub#title'><value>Night</value></field></x></configure></pubsub>",
                        OWNER + "<configure node='balcony'/></pubsub>",
                        "Night"),
                new Change(
                        "an item of it",
                        SERVICE,
                        PUBSUB + NODE + "</pubsub>",
                        PUBSUB + "<publish node='balcony'>" + ITEM + "</publish></pubsub>",
                        ITEMS,
                        "Ay me!"),
                new Change(
                        "a subscription",
                        SERVICE,
                        PUBSUB + NODE + "</pubsub>",
                        PUBSUB + "<subscribe node='balcony' jid='juliet@capulet.example'/></pubsub>",
                        PUBSUB + "<subscriptions node='balcony'/></pubsub>",
                        "subscription='subscribed'"),
                new Change(
                        "an affiliation",
                        SERVICE,
                        PUBSUB + NODE + "</pubsub>",
                        OWNER + "<affiliations node='balcony'>"
                                + "<affiliation jid='tybalt@capulet.example' affiliation='outcast'/></affiliations></pubsub>",
                        OWNER + "<affiliations node='balcony'/></pubsub>",
                        "tybalt@"),
                new Change(
                        "a node that is deleted",
                        SERVICE,
                        PUBSUB + NODE + "</pubsub>",
                        OWNER + "<delete node='balcony'/></pubsub>",
                        ITEMS,
                        "<item-not-found"),
                new Change(
                        "a device that is to be woken",
                        "",
                        "",
                        "<enable xmlns='urn:xmpp:push:0' jid='pubsub.capulet.example' node='n'/>",
                        "",
                        ""),
                new Change(
                        "another password",
                        "capulet.example",
                        "",
                        "<query xmlns='jabber:iq:register'><username>juliet</username><password>night</password></query>",
                        "",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void areGivenWhenTheChangeIsOnDisk(Change change) {
        try (database) {
            var world = world(change);
            disk.turns(false);
            asks(world, "set", change.to, change.request);
            assertThat(world.actors.unread()).as("before it is on disk").isEmpty();
            disk.turns(true);
            world.time.run();
            assertThat(answer(world)).contains("type='result' id='x'");

            var after = new CoreWorld(database, List.of()); // nothing was said of an end
            if (!change.question.isEmpty()) {
                asks(after, "get", change.to, change.question);
                var found = answer(after);
                if (change.answer.startsWith("!")) {
                    assertThat(found).contains("type='result'").doesNotContain(change.answer.substring(1));
                } else {
                    assertThat(found).contains(change.answer);
                }
            }
        }
    }

    /** All but the roster's, which ends the stream: RosterRequestsTest. */
    static Stream<Change> withErrors() {
        return changes().filter(change -> !change.name.startsWith("a contact"));
    }

    @ParameterizedTest
    @MethodSource("withErrors")
    void areErrorsWhereTheDiskRefuses(Change change) {
        var world = world(change);
        database.close();
        asks(world, "set", change.to, change.request);
        assertThat(world.actors.unread())
                .singleElement()
                .asString()
                .contains("type='error' id='x'", "<internal-server-error");
    }

    /** Two clients of Juliet's, and what she has done before. */
    private CoreWorld world(Change change) {
        var world = new CoreWorld(database, List.of());
        for (var client : List.of("juliet.chat", "juliet.balcony.chat")) {
            says(world, client, "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq><presence/>");
        }
        if (!change.before.isEmpty()) {
            asks(world, "set", change.to, change.before);
        }
        List.of("juliet.chat", "juliet.balcony.chat").forEach(world.actors::forget);
        return world;
    }

    private static void asks(CoreWorld world, String type, String to, String request) {
        says(
                world,
                "juliet.chat",
                "<iq type='" + type + "' id='x'" + (to.isEmpty() ? "" : " to='" + to + "'") + ">" + request + "</iq>");
    }

    private static void says(CoreWorld world, String client, String text) {
        world.says(new Said(0, client, "server", text), new Blanks());
        world.time.run();
    }

    private static String answer(CoreWorld world) {
        return world.actors.unread().stream()
                .filter(line -> line.startsWith("juliet.chat got <iq") && line.contains(" id='x'"))
                .findFirst()
                .orElse("nothing");
    }
}
