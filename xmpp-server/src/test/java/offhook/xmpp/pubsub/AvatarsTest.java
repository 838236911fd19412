package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.xep.Vcard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The published picture and the one in the card are the same one, XEP-0398. */
class AvatarsTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String DATA = PublishedAvatar.DATA;
    private static final String METADATA = PublishedAvatar.METADATA;

    /** SHA-1 of "ABC" and of "abc". */
    private static final String ABC = "3c01bdbb26f358bab27f267924aa2c9a03fcfdb8";

    private static final String SMALL_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";

    private static final String OPEN =
            "<publish-options>" + PubsubWorld.form("publish-options", "access_model", "open") + "</publish-options>";

    PubsubConfig config() {
        return NodeTableTest.CONFIG;
    }

    private PubsubWorld world = PubsubWorld.ofFriends(config(), TestDatabases.sqlite());
    private TestClient juliet = world.world.online("juliet/balcony");
    private final TestClient romeo = world.interested("romeo/orchard", METADATA);

    @AfterEach
    void close() {
        world.close();
    }

    private void publish(String base64, String id, String options) {
        world.done(
                juliet,
                JULIET,
                "<publish node='" + DATA + "'><item id='" + id + "'><data xmlns='" + DATA + "'>" + base64
                        + "</data></item></publish>" + options);
        metadata(
                "<info id='" + id + "' type='image/gif' bytes='3'/><info id='x' url='http://a' type='image/png'/>",
                id,
                options);
    }

    private void metadata(String infos, String id, String options) {
        world.done(
                juliet,
                JULIET,
                "<publish node='" + METADATA + "'><item id='" + id + "'><metadata xmlns='" + METADATA + "'>" + infos
                        + "</metadata></item></publish>" + options);
    }

    private String card(TestClient asker) {
        return world.iq(asker, "get", JULIET, "<vCard xmlns='vcard-temp'/>");
    }

    private void keepCard(String inside) {
        assertThat(world.iq(juliet, "set", JULIET, "<vCard xmlns='vcard-temp'>" + inside + "</vCard>"))
                .contains("type='result'");
    }

    private static String photo(String base64) {
        return "<PHOTO><TYPE>image/gif</TYPE><BINVAL>" + base64 + "</BINVAL></PHOTO>";
    }

    private static String stamp(String hash) {
        return "<x xmlns='vcard-temp:x:update'>" + (hash.isEmpty() ? "<photo/>" : "<photo>" + hash + "</photo>")
                + "</x>";
    }

    private List<String> presences(TestClient client) {
        return client.got().stream()
                .filter(xml -> xml.startsWith("<presence ") && xml.contains(" from='juliet"))
                .toList();
    }

    /** §2.1, §3: contacts without PEP see it, too, and everybody's presence says so at once. */
    @Test
    void whatIsPublishedGoesIntoTheCard() {
        keepCard("<NICKNAME>Jule</NICKNAME>");
        presences(romeo);
        publish("QUJD", ABC, OPEN);
        assertThat(card(world.world.online("nurse/kitchen"))).contains("<NICKNAME>Jule</NICKNAME>" + photo("QUJD"));
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp(ABC)));
        juliet.says("<presence><show>away</show></presence>");
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp(ABC)));
        metadata("", "none", "");
        assertThat(card(romeo)).contains("Jule").doesNotContain("PHOTO");
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp("")));
    }

    /** §6: what is for contacts alone does not become public; nor what is not what it is said to be. */
    @Test
    void whatIsNotForAllDoesNotGoIntoTheCard() {
        publish("QUJD", ABC, "");
        assertThat(card(juliet)).contains("item-not-found");
        world.done(juliet, JULIET, PubsubWorld.configure(DATA, "access_model", "open"));
        publish("WFla", ABC, "");
        assertThat(card(juliet)).contains("item-not-found");
        metadata("<info id='" + ABC + "' url='http://a' type='image/png'/>", ABC, "");
        assertThat(card(juliet)).contains("item-not-found");
    }

    /** §2.2. */
    @Test
    void theCardsPictureIsPublished() {
        keepCard(photo("QU\n JD"));
        assertThat(PubsubWorld.events(romeo))
                .containsExactly(JULIET + " <items node='" + METADATA + "'><item id='" + ABC + "'><metadata xmlns='"
                        + METADATA + "'><info id='" + ABC
                        + "' type='image/gif' bytes='3'/></metadata></item></items>");
        assertThat(world.ask(world.world.online("nurse/kitchen"), "get", JULIET, "<items node='" + DATA + "'/>"))
                .contains("<item id='" + ABC + "'><data xmlns='" + DATA + "'>QUJD</data></item>");
        keepCard(photo("QUJD") + "<NICKNAME>Jule</NICKNAME>");
        assertThat(PubsubWorld.events(romeo)).isEmpty(); // the same picture
        keepCard(photo("YWJj"));
        assertThat(PubsubWorld.events(romeo)).hasSize(1).allMatch(event -> event.contains(SMALL_ABC));
        keepCard("<NICKNAME>Jule</NICKNAME>");
        assertThat(PubsubWorld.events(romeo))
                .hasSize(1)
                .allMatch(event -> event.contains("<metadata xmlns='" + METADATA + "'/>"));
    }

    @Test
    void whatIsNoPictureIsNotPublished() {
        keepCard(photo("?"));
        keepCard("<PHOTO><EXTVAL>http://a</EXTVAL></PHOTO>");
        keepCard(photo("QUJD".repeat(52_000)));
        assertThat(world.ask(juliet, "get", JULIET, "<items node='" + METADATA + "'/>"))
                .contains("item-not-found");
    }

    /** §3: a client that shows no picture is let alone, one that is not ready or wrong is not. */
    @Test
    void presenceSaysWhichPicture() {
        keepCard(photo("QUJD"));
        presences(romeo);
        for (var said : List.of("", "<x xmlns='vcard-temp:x:update'/>", stamp("00"), stamp(ABC))) {
            juliet.says("<presence><priority>1</priority>" + said + "</presence>");
            assertThat(presences(romeo))
                    .hasSize(1)
                    .allMatch(xml -> xml.endsWith("<priority>1</priority>" + stamp(ABC) + "</presence>"));
        }
        juliet.says("<presence>" + stamp("") + "</presence>");
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp("")));
        juliet.says("<presence to='romeo@capulet.example/orchard'/>"); // as to a room
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp(ABC)));
        juliet.says("<presence type='unavailable'/>");
        assertThat(presences(romeo)).hasSize(1).noneMatch(xml -> xml.contains("photo"));
    }

    /** §3: an empty x is overwritten also where there is no picture; who has none and says nothing stays as they are. */
    @Test
    void presenceSaysThatThereIsNoPicture() {
        presences(romeo);
        juliet.says("<presence><x xmlns='vcard-temp:x:update'/></presence>");
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.endsWith(stamp("") + "</presence>"));
        juliet.says("<presence><priority>1</priority></presence>");
        assertThat(presences(romeo)).hasSize(1).noneMatch(xml -> xml.contains("vcard-temp"));
        juliet.says("<presence>" + stamp("00") + "</presence>"); // for us there is none, but it may be elsewhere
        assertThat(presences(romeo)).hasSize(1).allMatch(xml -> xml.contains(stamp("00")));
    }

    /** Cards of before are looked at once, when this version starts. */
    @Test
    void picturesOfBeforeAreKnown() {
        var database = TestDatabases.sqlite();
        database.migrate("xmpp-server");
        new Vcard.Table(database).put(Jid.parse(JULIET), "<vCard xmlns='vcard-temp'>" + photo("QUJD") + "</vCard>");
        new Vcard.Table(database).put(Jid.parse("romeo@capulet.example"), "<vCard xmlns='vcard-temp'/>");
        world.close();
        world = PubsubWorld.ofFriends(config(), database);
        var newRomeo = world.world.online("romeo/orchard");
        world.world.online("juliet/balcony");
        assertThat(presences(newRomeo)).hasSize(1).allMatch(xml -> xml.contains(stamp(ABC)));
    }

    @Test
    void itIsSaid() {
        assertThat(world.iq(juliet, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#info'/>"))
                .contains("<feature var='urn:xmpp:pep-vcard-conversion:0'/>");
    }

    @OnEachDatabase
    void hashesAreKeptWithTheCards(Database database) {
        database.migrate("xmpp-server");
        database.migrate("xmpp-pubsub");
        var table = new AvatarTable(database);
        var account = Jid.parse(JULIET);
        table.put(account, "<vCard xmlns='vcard-temp'/>", "");
        table.put(account, "<vCard xmlns='vcard-temp'>1</vCard>", "00ff");
        assertThat(table.hashes()).isEqualTo(Map.of(account, "00ff"));
        assertThat(table.find(account)).isEqualTo(Optional.of("<vCard xmlns='vcard-temp'>1</vCard>"));
        assertThat(table.unknown(10)).isEmpty();
    }
}
