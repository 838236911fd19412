package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.SERVICE;
import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of a user's clients has published something is told to those who see the user, and to nobody else: XEP-0163 §4.3.1. */
class ReplyToTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String ADDRESSES = "http://jabber.org/protocol/address";

    private final PubsubWorld world = PubsubWorld.ofFriends();
    private final TestClient juliet = world.world.online("juliet/balcony");

    @AfterEach
    void close() {
        world.close();
    }

    /** For each event that came: whom it names, or "nobody". */
    private static List<String> named(TestClient client) {
        return client.stanzas().stream()
                .filter(stanza -> stanza instanceof Message message && message.has("event", Pubsub.EVENT))
                .map(ReplyToTest::named)
                .toList();
    }

    private static String named(Stanza event) {
        return event.child("addresses", ADDRESSES)
                .map(addresses -> addresses.children("address", ADDRESSES))
                .map(ReplyToTest::replyTo)
                .orElse("nobody");
    }

    private static String replyTo(List<Element> addresses) {
        assertThat(addresses).hasSize(1);
        assertThat(addresses.get(0).attribute("type")).hasValue("replyto");
        return addresses.get(0).attribute("jid").orElse("");
    }

    private void open(String host) {
        world.done(juliet, host, creating("n", "access_model", "open"));
    }

    @Test
    void whoSeesTheUserIsTold() {
        open(JULIET);
        var chamber = world.interested("juliet/chamber", "n");
        var romeo = world.interested("romeo/orchard", "n");
        var field = world.world.online("romeo/field");
        world.done(field, JULIET, subscribe("n", "romeo@capulet.example/field"));
        world.done(juliet, JULIET, publish("n", "1"));
        for (var client : List.of(chamber, romeo, field)) {
            assertThat(named(client)).containsExactly(JULIET + "/balcony");
        }
    }

    @Test
    void whoDoesNotIsNot() {
        open(JULIET);
        var nurse = world.world.online("nurse/kitchen");
        world.done(nurse, JULIET, subscribe("n", "nurse@capulet.example"));
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(named(nurse)).containsExactly("nobody");
        world.done(nurse, JULIET, "<unsubscribe node='n' jid='nurse@capulet.example'/>");
        world.done(nurse, JULIET, subscribe("n", "nurse@capulet.example"));
        assertThat(named(nurse)).containsExactly("nobody");
    }

    /** Also long after: it is kept with the item. */
    @Test
    void theLastItemSaysSoToo() {
        open(JULIET);
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(named(world.interested("romeo/orchard", "n"))).containsExactly(JULIET + "/balcony");
        var again = PubsubWorld.ofFriends(NodeTableTest.CONFIG, world.database);
        var romeo = again.world.online("romeo/orchard");
        again.done(romeo, JULIET, subscribe("n", "romeo@capulet.example"));
        assertThat(named(romeo)).containsExactly(JULIET + "/balcony");
        assertThat(again.ask(romeo, "get", JULIET, "<items node='n'/>")).doesNotContain("balcony");
    }

    /** What is not about an item was published by nobody. */
    @Test
    void otherEventsSayNothing() {
        open(JULIET);
        var romeo = world.interested("romeo/orchard", "n");
        world.done(juliet, JULIET, publish("n", "1"));
        named(romeo);
        world.done(juliet, JULIET, "<retract node='n'><item id='1'/></retract>");
        world.done(juliet, JULIET, "owner <delete node='n'/>");
        assertThat(named(romeo)).containsExactly("nobody", "nobody");
    }

    /** Where others are is not for a user's contacts. */
    @Test
    void anotherPublisherIsNotNamed() {
        world.done(juliet, JULIET, creating("n", "publish_model", "open", "itemreply", "publisher"));
        var chamber = world.interested("juliet/chamber", "n");
        var romeo = world.world.online("romeo/orchard");
        world.done(romeo, JULIET, publish("n", "1"));
        assertThat(named(chamber)).containsExactly("nobody");
        assertThat(world.ask(juliet, "get", JULIET, "<items node='n'/>")).contains("publisher='romeo@capulet.example'");
    }

    @Test
    void theServiceNamesNobody() {
        open(SERVICE);
        var romeo = world.world.online("romeo/orchard");
        world.done(romeo, SERVICE, subscribe("n", "romeo@capulet.example"));
        world.done(juliet, SERVICE, publish("n", "1"));
        assertThat(named(romeo)).containsExactly("nobody");
    }
}
