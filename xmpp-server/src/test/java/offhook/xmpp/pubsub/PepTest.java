package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Activity of users, XEP-0108, through XEP-0163 and XEP-0115. */
class PepTest {

    private static final String NODE = "http://jabber.org/protocol/activity";
    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private final World world = new World();
    private final Database database = TestDatabases.sqlite(world.time);
    private PublishSubscribe pubsub;
    private final Pep pep = start();

    PubsubConfig config() {
        return NodeTableTest.CONFIG;
    }

    private Pep start() {
        database.migrate("xmpp-server");
        var capabilities = new Capabilities(world.questions);
        pubsub = new PublishSubscribe(
                config(), World.DOMAIN, List.of(), PubsubWorld.ground(world, capabilities, database));
        world.install(capabilities)
                .install(pubsub)
                .install(pubsub.pep())
                .install(new Discovery(
                        world.router, List.of(), new offhook.xmpp.roster.Visibility(world.accounts, world.rosters)));
        pubsub.start();
        world.befriend("juliet", "romeo");
        return pubsub.pep();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Element activity(String specific) {
        return Element.parse("<activity xmlns='" + NODE + "'>" + specific + "</activity>");
    }

    private static final Element NOTHING = activity("");
    private static final Element ON_THE_PHONE = activity("<talking><on_the_phone/></talking>");

    private static String publish(Element payload, String id) {
        return "<iq type='set' id='p'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + NODE
                + "'><item id='" + id + "'>" + payload + "</item></publish></pubsub></iq>";
    }

    private static String caps(String ver) {
        return "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='http://psi-im.org' ver='" + ver
                + "'/></presence>";
    }

    private static String features(String... features) {
        var all = new StringBuilder("<identity category='client' type='pc'/>");
        for (var feature : features) {
            all.append("<feature var='").append(feature).append("'/>");
        }
        return "<query xmlns='http://jabber.org/protocol/disco#info'>" + all + "</query>";
    }

    private static String ver(String info) {
        return CapsHash.of(Element.parse(info), "sha-1").orElseThrow();
    }

    private static final String WANTS = features(NODE + "+notify");

    /** Comes online as a client that wants to know of activities, and is asked once what it wants. */
    private TestClient interested(String user) {
        var client = world.online(user).says(caps(ver(WANTS)));
        answer(client, WANTS);
        return client;
    }

    private static void answer(TestClient client, String info) {
        for (var got : client.got()) {
            if (got.contains("type='get'") && got.contains("disco#info")) {
                var id = got.replaceAll("(?s).* id='([^']*)'.*", "$1");
                client.says("<iq type='result' to='capulet.example' id='" + id + "'>" + info + "</iq>");
            }
        }
    }

    private static final String REPLY_TO = "<addresses xmlns='http://jabber.org/protocol/address'>"
            + "<address type='replyto' jid='juliet@capulet.example/balcony'/></addresses>";

    /** XEP-0163 §4.3.1: with the client that has published it, where it was a client. */
    private static String event(Element payload, String id, String to) {
        return "<message from='juliet@capulet.example' to='" + to + "' type='headline'>"
                + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + NODE + "'><item id='" + id
                + "'>" + payload + "</item></items></event>" + (id.equals(Covers.ID) ? "" : REPLY_TO) + "</message>";
    }

    /** The same to one who comes later. */
    private String last(Element payload, String id, String to) {
        var delay =
                "<delay xmlns='urn:xmpp:delay' stamp='" + world.time.instant().truncatedTo(ChronoUnit.MILLIS) + "'/>";
        return event(payload, id, to).replace("</message>", delay + "</message>");
    }

    private static final String ROMEO = "romeo@capulet.example/orchard";

    @Test
    void contactsWhoWantToKnowAreTold() {
        var juliet = world.online("juliet/balcony");
        var romeo = interested("romeo/orchard");
        var plain = world.online("romeo/field");
        var nurse = interested("nurse/kitchen");
        romeo.got();
        juliet.says(publish(activity("<relaxing/>"), "1"));
        assertThat(romeo.gotOne()).isEqualTo(event(activity("<relaxing/>"), "1", ROMEO));
        assertThat(plain.got()).noneMatch(xml -> xml.startsWith("<message"));
        assertThat(nurse.got()).noneMatch(xml -> xml.startsWith("<message"));
        assertThat(juliet.got()).anyMatch(xml -> xml.contains("type='result'") && xml.contains("<item id='1'/>"));
    }

    @Test
    void ownClientsAreToldToo() {
        var juliet = world.online("juliet/balcony");
        var chamber = interested("juliet/chamber");
        juliet.says(publish(activity("<relaxing/>"), "1"));
        assertThat(chamber.gotOne()).isEqualTo(event(activity("<relaxing/>"), "1", "juliet@capulet.example/chamber"));
    }

    @Test
    void whoComesLaterGetsTheLastItem() {
        world.online("juliet/balcony")
                .says(publish(activity("<relaxing/>"), "1"), publish(activity("<eating/>"), "2"))
                .leaves(Ending.CLOSED);
        assertThat(interested("romeo/orchard").got()).containsExactly(last(activity("<eating/>"), "2", ROMEO));
        // the same kind of client is not asked again
        var field = world.online("romeo/field").says(caps(ver(WANTS)));
        assertThat(field.got())
                .contains(last(activity("<eating/>"), "2", "romeo@capulet.example/field"))
                .noneMatch(xml -> xml.contains("disco#info"));
        field.says(caps(ver(WANTS)));
        assertThat(field.got()).noneMatch(xml -> xml.startsWith("<message"));
    }

    @Test
    void aLieAboutCapabilitiesIsBelievedOfTheLiarAlone() {
        var juliet = world.online("juliet/balcony");
        var liar = world.online("romeo/liar").says(caps("bm90IGl0cyBoYXNo"));
        answer(liar, WANTS);
        var other = world.online("romeo/other").says(caps("bm90IGl0cyBoYXNo"));
        answer(other, features());
        liar.got();
        juliet.says(publish(activity("<relaxing/>"), "1"));
        assertThat(liar.got()).anyMatch(xml -> xml.startsWith("<message"));
        assertThat(other.got()).noneMatch(xml -> xml.startsWith("<message"));
    }

    private static final String RETRIEVE = "<iq type='get' id='r' to='juliet@capulet.example'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + NODE + "'/></pubsub></iq>";

    @Test
    void isRetrievedBySubscribersOnly() {
        world.online("juliet/balcony").says(publish(activity("<relaxing/>"), "1"));
        assertThat(world.online("romeo/orchard").says(RETRIEVE).gotOne())
                .contains("<items node='" + NODE + "'><item id='1'>" + activity("<relaxing/>") + "</item></items>");
        assertThat(world.online("nurse/kitchen").says(RETRIEVE).gotOne()).contains("service-unavailable");
        assertThat(world.online("romeo/field")
                        .says(RETRIEVE.replace(NODE, "other"))
                        .gotOne())
                .contains("item-not-found");
        assertThat(world.online("romeo/sea")
                        .says("<iq type='get' id='i' to='juliet@capulet.example'>"
                                + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
                        .gotOne())
                .contains("<item jid='juliet@capulet.example' node='" + NODE + "'/>");
    }

    @Test
    void nobodyPublishesForAnother() {
        var romeo = world.online("romeo/orchard");
        assertThat(romeo.says(publish(NOTHING, "1").replace("id='p'", "id='p' to='juliet@capulet.example'"))
                        .gotOne())
                .contains("forbidden");
    }

    @Test
    void isRetracted() {
        var juliet = world.online("juliet/balcony").says(publish(activity("<relaxing/>"), "1"));
        var romeo = interested("romeo/orchard");
        romeo.got();
        juliet.got();
        var retract = "<iq type='set' id='x'><pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='" + NODE
                + "'><item id='1'/></retract></pubsub></iq>";
        assertThat(juliet.says(retract).gotOne()).contains("type='result'");
        assertThat(romeo.gotOne()).contains("<items node='" + NODE + "'><retract id='1'/></items>");
        assertThat(juliet.says(retract).gotOne()).contains("item-not-found");
    }

    @Test
    void whatAnItemMustBe() {
        var juliet = world.online("juliet/balcony");
        var good = publish(activity(""), "1");
        assertThat(juliet.says(good.replace("node='" + NODE + "'", "")).gotOne())
                .contains("nodeid-required");
        assertThat(juliet.says(good.replaceAll("<item.*</item>", "")).gotOne()).contains("item-required");
        assertThat(juliet.says(good.replaceAll("(<item[^>]*>).*</item>", "$1</item>"))
                        .gotOne())
                .contains("payload-required");
        assertThat(juliet.says(good.replace("</item>", "<more xmlns='urn:more'/></item>"))
                        .gotOne())
                .contains("invalid-payload");
        assertThat(juliet.says(publish(activity("<x>" + "x".repeat(205_000) + "</x>"), "1"))
                        .gotOne())
                .contains("payload-too-big");
        assertThat(juliet.says(good.replaceAll("(?s)<item.*</item>", "<item id='1'/>".repeat(2) + "</item>")
                                .replace("</item></publish>", "</publish>"))
                        .gotOne())
                .contains("max-items-exceeded");
        assertThat(juliet.says("<iq type='set' id='d'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                                + "<guess node='x'/></pubsub></iq>")
                        .gotOne())
                .contains("feature-not-implemented");
    }

    private static String withOption(String field, String value) {
        return publish(NOTHING, "1")
                .replace(
                        "</publish>",
                        "</publish><publish-options><x xmlns='jabber:x:data' type='submit'>"
                                + "<field var='FORM_TYPE' type='hidden'>"
                                + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
                                + "<field var='" + field + "'><value>" + value
                                + "</value></field></x></publish-options>");
    }

    /** XEP-0060 §7.1.5: the first publication makes the node as wanted, a later one wants it as it is. */
    @Test
    void whatIsWantedOfTheNodeHoldsOrNothingIsPublished() {
        var juliet = world.online("juliet/balcony");
        assertThat(juliet.says(withOption("pubsub#access_model", "whitelist")).gotOne())
                .contains("type='result'");
        assertThat(juliet.says(withOption("pubsub#access_model", "open")).gotOne())
                .contains("conflict", "precondition-not-met");
        assertThat(juliet.says(withOption("pubsub#unheard", "1")).gotOne()).contains("precondition-not-met");
        assertThat(juliet.says(withOption("pubsub#max_items", "0")).gotOne()).contains("precondition-not-met");
        assertThat(world.online("romeo/orchard").says(RETRIEVE).gotOne()).contains("not-allowed", "closed-node");
        assertThat(world.online("nurse/kitchen").says(RETRIEVE).gotOne()).contains("service-unavailable");
    }

    @Test
    void theServerCoversWhatTheUserPublished() {
        var juliet = world.online("juliet/balcony").says(publish(activity("<relaxing/>"), "1"));
        var romeo = interested("romeo/orchard");
        romeo.got();
        pep.cover(JULIET, NODE, ON_THE_PHONE);
        pep.cover(JULIET, NODE, ON_THE_PHONE);
        world.time.run();
        assertThat(romeo.got()).containsExactly(event(ON_THE_PHONE, "current", ROMEO));
        juliet.says(publish(activity("<eating/>"), "2"));
        assertThat(romeo.got()).isEmpty();
        assertThat(romeo.says(RETRIEVE).gotOne()).contains("on_the_phone");
        pep.uncover(JULIET, NODE, NOTHING);
        pep.uncover(JULIET, NODE, NOTHING);
        world.time.run();
        assertThat(romeo.got()).containsExactly(event(activity("<eating/>"), "2", ROMEO));
    }

    @Test
    void afterACoverThereIsNothingWhereThereWasNothing() {
        var romeo = interested("romeo/orchard");
        pep.cover(JULIET, NODE, ON_THE_PHONE);
        world.time.run();
        assertThat(romeo.got()).containsExactly(event(ON_THE_PHONE, "current", ROMEO));
        pep.uncover(JULIET, NODE, NOTHING);
        world.time.run();
        assertThat(romeo.got()).containsExactly(event(NOTHING, "current", ROMEO));
        assertThat(romeo.says(RETRIEVE).gotOne()).contains("item-not-found");
    }

    @Test
    void largeItemsStayInTheStore() {
        var large = Element.parse("<data xmlns='urn:xmpp:avatar:data'>" + "QUJD".repeat(2_000) + "</data>");
        var juliet = world.online("juliet/balcony").says(publish(large, "sha1").replace(NODE, "urn:xmpp:avatar:data"));
        juliet.got();
        var answer = juliet.says(RETRIEVE.replace(NODE, "urn:xmpp:avatar:data")).gotOne();
        assertThat(answer).contains("<item id='sha1'>" + large + "</item>");
        var kept = new NodeTable(database, (host, node) -> NodeConfig.ofAccount(1));
        assertThat(kept.read(JULIET, List.of()).get(0).last().orElseThrow().isWhole())
                .isFalse();
    }
}
