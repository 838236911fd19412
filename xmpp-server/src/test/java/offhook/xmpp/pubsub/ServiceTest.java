package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.SERVICE;
import static offhook.xmpp.pubsub.PubsubWorld.configure;
import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.events;
import static offhook.xmpp.pubsub.PubsubWorld.form;
import static offhook.xmpp.pubsub.PubsubWorld.items;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service does for those who may, XEP-0060 §5 to §8. */
class ServiceTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String ROMEO = "romeo@capulet.example";

    PubsubConfig config() {
        return NodeTableTest.CONFIG;
    }

    private final PubsubWorld world = new PubsubWorld(config());
    private final TestClient juliet = world.world.online("juliet/balcony");
    private final TestClient romeo = world.world.online("romeo/orchard");

    @AfterEach
    void close() {
        world.close();
    }

    /** §6.1, §7.1, §7.2. */
    @Test
    void whoSubscribesHearsOfItems() {
        world.done(juliet, creating("n"));
        assertThat(world.done(romeo, subscribe("n", ROMEO)))
                .contains("<subscription node='n' jid='" + ROMEO + "' subscription='subscribed'>");
        assertThat(world.done(juliet, publish("n", "1"))).contains("<publish node='n'><item id='1'/></publish>");
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("n", "1"));
        assertThat(events(juliet)).isEmpty();
        world.done(juliet, "<retract node='n'><item id='1'/></retract>");
        assertThat(events(romeo)).containsExactly(SERVICE + " <items node='n'><retract id='1'/></items>");
        assertThat(world.done(romeo, "<unsubscribe node='n' jid='" + ROMEO + "'/>"))
                .contains("subscription='none'");
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).isEmpty();
    }

    /** §6.1.7: the event says when the item was published. */
    @Test
    void whoSubscribesGetsTheLastItem() {
        world.done(juliet, creating("n"));
        world.done(juliet, publish("n", "1"));
        world.done(juliet, publish("n", "2"));
        var at = world.world.time.instant();
        world.world.time.pass(Duration.ofMinutes(1));
        world.done(romeo, subscribe("n", ROMEO + "/orchard"));
        assertThat(romeo.gotOne())
                .contains(items("n", "2"), "<delay xmlns='urn:xmpp:delay' stamp='" + at + "'/>", "type='headline'");
        world.done(juliet, creating("m", "send_last_published_item", "never"));
        world.done(juliet, publish("m", "1"));
        world.done(romeo, subscribe("m", ROMEO));
        assertThat(events(romeo)).isEmpty();
    }

    @Test
    void whoComesOnlineGetsTheLastItemWhereTheOwnerWantsIt() {
        world.done(juliet, creating("n", "send_last_published_item", "on_sub_and_presence"));
        world.done(juliet, creating("m"));
        for (var node : new String[] {"n", "m"}) {
            world.done(romeo, subscribe(node, ROMEO));
            world.done(juliet, publish(node, "1"));
        }
        romeo.got();
        romeo.says("<presence><show>away</show></presence>");
        assertThat(events(romeo)).isEmpty();
        assertThat(events(world.world.connect("romeo/sea").says("<presence/>")))
                .containsExactly(SERVICE + " " + items("n", "1"));
    }

    /** A bare JID is all clients that can hear, each once; a full JID is one. */
    @Test
    void everyClientHearsOnce() {
        world.done(juliet, creating("n"));
        var sea = world.world.online("romeo/sea");
        world.done(romeo, subscribe("n", ROMEO));
        world.done(romeo, subscribe("n", ROMEO + "/orchard"));
        world.done(juliet, publish("n", "1"));
        assertThat(events(romeo)).hasSize(1);
        assertThat(events(sea)).hasSize(1);
        world.done(romeo, "<unsubscribe node='n' jid='" + ROMEO + "'/>");
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).hasSize(1);
        assertThat(events(sea)).isEmpty();
    }

    /** §8.1.2, §8.1.3. */
    @Test
    void nodesAreMadeAtOnceOrAsWanted() {
        var made = world.ask(juliet, "set", "<create/>");
        var name = made.replaceAll("(?s).*<create node='([^']+)'.*", "$1");
        assertThat(name).hasSize(24);
        world.done(juliet, publish(name, "1"));
        world.done(juliet, creating("n", "title", "A title", "access_model", "whitelist", "max_items", "max"));
        assertThat(world.ask(juliet, "get", "owner <configure node='n'/>"))
                .contains("<value>A title</value>", "<value>whitelist</value>", "<value>max</value>");
        assertThat(world.ask(juliet, "get", "owner <default/>")).contains("pubsub#node_config", "<value>open</value>");
        assertThat(world.ask(romeo, "get", "<default/>")).contains("pubsub#subscribe_options");
    }

    /** §8.2.5, §8.4.2, §8.5.2. */
    @Test
    void subscribersHearWhatBecomesOfTheNode() {
        world.done(juliet, creating("n", "notify_config", "1"));
        world.done(romeo, subscribe("n", ROMEO));
        world.done(juliet, configure("n", "title", "New"));
        assertThat(events(romeo)).hasSize(1).allMatch(event -> event.contains("<configuration node='n'>"));
        world.done(juliet, publish("n", "1"));
        world.done(juliet, "owner <purge node='n'/>");
        assertThat(events(romeo)).contains(SERVICE + " <purge node='n'/>");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("<items node='n'/>");
        world.done(juliet, "owner <delete node='n'><redirect uri='xmpp:a'/></delete>");
        assertThat(events(romeo)).containsExactly(SERVICE + " <delete node='n'><redirect uri='xmpp:a'/></delete>");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("item-not-found");
        world.done(juliet, creating("n"));
        world.done(juliet, publish("n", "1"));
        assertThat(events(romeo)).isEmpty();
    }

    @Test
    void subscribersHearNothingOfWhatTheOwnerKeepsQuiet() {
        world.done(juliet, creating("n", "notify_retract", "0", "notify_delete", "0"));
        world.done(romeo, subscribe("n", ROMEO));
        world.done(juliet, publish("n", "1"));
        world.done(juliet, publish("n", "2"));
        world.done(juliet, publish("n", "3"));
        events(romeo);
        world.done(juliet, "<retract node='n'><item id='1'/></retract>");
        assertThat(events(romeo)).isEmpty();
        world.done(juliet, "<retract node='n' notify='true'><item id='2'/></retract>");
        assertThat(events(romeo)).hasSize(1);
        world.done(juliet, "owner <purge node='n'/>");
        world.done(juliet, configure("n", "deliver_notifications", "0"));
        world.done(juliet, publish("n", "4"));
        world.done(juliet, "owner <delete node='n'/>");
        assertThat(events(romeo)).isEmpty();
    }

    /** §4.3: events with and without payload, items kept or not. */
    @Test
    void kindsOfNodes() {
        world.done(juliet, creating("quiet", "deliver_payloads", "0", "itemreply", "publisher"));
        world.done(romeo, subscribe("quiet", ROMEO));
        world.done(juliet, publish("quiet", "1"));
        assertThat(events(romeo))
                .containsExactly(SERVICE + " <items node='quiet'><item id='1' publisher='" + JULIET + "'/></items>");
        assertThat(world.ask(romeo, "get", "<items node='quiet'/>")).contains("<a xmlns='urn:a'/>");
        world.done(juliet, creating("bell", "deliver_payloads", "0", "persist_items", "0"));
        world.done(romeo, subscribe("bell", ROMEO));
        world.done(juliet, "<publish node='bell'/>");
        assertThat(events(romeo)).containsExactly(SERVICE + " <items node='bell'/>");
        world.done(juliet, creating("gone", "persist_items", "0"));
        world.done(romeo, subscribe("gone", ROMEO));
        world.done(juliet, publish("gone", "1"));
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("gone", "1"));
        world.done(juliet, configure("quiet", "persist_items", "0"));
        world.done(juliet, configure("quiet", "persist_items", "1"));
        assertThat(world.ask(romeo, "get", "<items node='quiet'/>")).contains("<items node='quiet'/>");
    }

    /** §6.5, §12.18: the oldest go, what is published again is the newest. */
    @Test
    void itemsAreRetrieved() {
        world.done(juliet, creating("n", "max_items", "3"));
        for (var id : new String[] {"1", "2", "3", "4", "2"}) {
            world.done(juliet, publish("n", id));
        }
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains(items("n", "3", "4", "2"));
        assertThat(world.ask(romeo, "get", "<items node='n' max_items='2'/>")).contains(items("n", "4", "2"));
        assertThat(world.ask(romeo, "get", "<items node='n'><item id='2'/><item id='3'/><item id='9'/></items>"))
                .contains(items("n", "3", "2"));
        assertThat(
                        world.ask(
                                romeo,
                                "get",
                                "<items node='n'/><set xmlns='http://jabber.org/protocol/rsm'><max>1</max><after>3</after></set>"))
                .contains(items("n", "4"), "<first index='1'>4</first><last>4</last><count>3</count>");
        world.done(juliet, configure("n", "max_items", "1"));
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains(items("n", "2"));
    }

    /** §12.19: all or none. */
    @Test
    void severalItemsAtOnce() {
        world.done(juliet, creating("n"));
        world.done(romeo, subscribe("n", ROMEO));
        var two = "<item id='1'><a xmlns='urn:a'/></item><item id='2'><a xmlns='urn:a'/></item>";
        world.done(juliet, "<publish node='n'>" + two + "</publish>");
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("n", "1", "2"));
        assertThat(world.ask(juliet, "set", "<publish node='n'>" + two + "<item id='3'/></publish>"))
                .contains("payload-required");
        assertThat(world.ask(juliet, "set", "<retract node='n'><item id='1'/><item id='9'/></retract>"))
                .contains("item-not-found");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains(items("n", "1", "2"));
        world.done(juliet, "<retract node='n'><item id='1'/><item id='2'/></retract>");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("<items node='n'/>");
    }

    @Test
    void itemsExpire() {
        world.done(juliet, creating("n", "item_expire", "60"));
        world.done(juliet, publish("n", "1"));
        world.world.time.pass(Duration.ofSeconds(61));
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("<items node='n'/>");
        world.done(romeo, subscribe("n", ROMEO));
        assertThat(events(romeo)).isEmpty();
    }

    /** §8.6. */
    @Test
    void ownersLetSubscribersIn() {
        world.done(juliet, creating("n", "access_model", "authorize", "notify_sub", "1"));
        world.done(juliet, publish("n", "1"));
        assertThat(world.done(romeo, subscribe("n", ROMEO))).contains("subscription='pending'");
        var request = juliet.gotOne();
        assertThat(request).contains("pubsub#subscribe_authorization", "<value>" + ROMEO + "</value>");
        assertThat(world.ask(romeo, "set", subscribe("n", ROMEO))).contains("not-authorized", "pending-subscription");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("not-authorized", "not-subscribed");
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).isEmpty();
        answer(juliet, "cancel", "1");
        answer(world.world.online("nurse/kitchen"), "submit", "1");
        assertThat(events(romeo)).isEmpty();
        answer(juliet, "submit", "1");
        assertThat(events(romeo))
                .containsExactly(
                        SERVICE + " <subscription node='n' jid='" + ROMEO + "' subscription='subscribed'/>",
                        SERVICE + " " + items("n", "2"));
        assertThat(events(juliet))
                .containsExactly(SERVICE + " <subscription node='n' jid='" + ROMEO + "' subscription='subscribed'/>");
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains(items("n", "1", "2"));
        answer(juliet, "submit", "0");
        world.done(juliet, publish("n", "3"));
        assertThat(events(romeo)).hasSize(1); // what is not pending is not decided again
    }

    @Test
    void ownersTurnSubscribersAway() {
        world.done(juliet, creating("n", "access_model", "authorize"));
        world.done(romeo, subscribe("n", ROMEO));
        answer(juliet, "submit", "0");
        assertThat(events(romeo))
                .containsExactly(SERVICE + " <subscription node='n' jid='" + ROMEO + "' subscription='none'/>");
        assertThat(world.ask(juliet, "get", "owner <subscriptions node='n'/>")).contains("<subscriptions node='n'/>");
    }

    private void answer(TestClient owner, String type, String allow) {
        var form = form("subscribe_authorization", "node", "n", "subscriber_jid", ROMEO, "allow", allow)
                .replace("type='submit'", "type='" + type + "'");
        owner.says("<message to='" + SERVICE + "'>" + form + "</message>");
    }

    /** §8.8, §8.9, §5.6, §5.7. */
    @Test
    void ownersSayWhoIsWhat() {
        world.done(juliet, creating("n", "access_model", "whitelist"));
        affiliate("romeo", "publisher");
        assertThat(romeo.gotOne()).contains("<affiliation jid='" + ROMEO + "' affiliation='publisher'/>");
        world.done(romeo, publish("n", "1"));
        assertThat(world.ask(romeo, "set", publish("n", "1").replace("'n'", "'m'")))
                .contains("item-not-found");
        world.done(
                juliet,
                "owner <subscriptions node='n'><subscription jid='" + ROMEO
                        + "' subscription='subscribed'/></subscriptions>");
        assertThat(events(romeo)).hasSize(1);
        assertThat(world.ask(romeo, "get", "<subscriptions/>"))
                .contains("<subscriptions><subscription node='n' jid='" + ROMEO + "' subscription='subscribed'/>");
        assertThat(world.ask(romeo, "get", "<affiliations node='n'/>"))
                .contains("<affiliations node='n'><affiliation node='n' affiliation='publisher'/>");
        assertThat(world.ask(juliet, "get", "owner <affiliations node='n'/>"))
                .contains("affiliation='owner'", "affiliation='publisher'");
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).hasSize(1);
        affiliate("romeo", "outcast");
        assertThat(world.ask(romeo, "get", "<subscriptions/>")).contains("<subscriptions/>");
        romeo.got();
        world.done(juliet, publish("n", "3"));
        assertThat(events(romeo)).isEmpty();
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("forbidden");
        affiliate("romeo", "publish-only");
        world.done(romeo, publish("n", "4"));
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("closed-node");
        affiliate("romeo", "owner");
        world.done(romeo, "owner <delete node='n'/>");
    }

    private void affiliate(String who, String affiliation) {
        world.done(
                juliet,
                "owner <affiliations node='n'><affiliation jid='" + who + "@capulet.example' affiliation='"
                        + affiliation + "'/></affiliations>");
    }

    /** §6.3. */
    @Test
    void subscribersStopTheEventsForAWhile() {
        world.done(juliet, creating("n"));
        world.done(
                romeo, subscribe("n", ROMEO) + "<options>" + form("subscribe_options", "deliver", "0") + "</options>");
        world.done(juliet, publish("n", "1"));
        assertThat(events(romeo)).isEmpty();
        var options = "<options node='n' jid='" + ROMEO + "'";
        assertThat(world.ask(romeo, "get", options + "/>")).contains("<value>0</value>");
        world.done(romeo, options + ">" + form("subscribe_options", "deliver", "true") + "</options>");
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("n", "2"));
    }

    /** §16.4.4: a message of type normal waits for who is away. */
    @Test
    void eventsThatWait() {
        world.done(juliet, creating("n", "notification_type", "normal"));
        world.done(romeo, subscribe("n", ROMEO));
        world.done(juliet, publish("n", "1"));
        assertThat(romeo.gotOne()).contains(items("n", "1")).doesNotContain("headline");
    }

    /** An open publish model: whoever may read may publish, or whoever has subscribed. */
    @Test
    void othersPublish() {
        world.done(juliet, creating("n", "publish_model", "open"));
        world.done(romeo, publish("n", "1"));
        assertThat(world.ask(world.world.online("nurse/kitchen"), "set", "<retract node='n'><item id='1'/></retract>"))
                .contains("forbidden");
        world.done(romeo, "<retract node='n'><item id='1'/></retract>");
        world.done(juliet, configure("n", "publish_model", "subscribers"));
        assertThat(world.ask(romeo, "set", publish("n", "2"))).contains("forbidden");
        world.done(romeo, subscribe("n", ROMEO));
        world.done(romeo, publish("n", "2"));
    }

    /** §5.1 to §5.5. */
    @Test
    void whatThereIs() {
        world.done(juliet, creating("n", "title", "A title", "type", "urn:a"));
        world.done(juliet, publish("n", "1"));
        var info = "<query xmlns='http://jabber.org/protocol/disco#info'";
        assertThat(world.iq(romeo, "get", SERVICE, info + "/>"))
                .contains(
                        "<identity category='pubsub' type='service' name='Publish-subscribe'/>",
                        "<feature var='http://jabber.org/protocol/pubsub'/>",
                        "<feature var='http://jabber.org/protocol/pubsub#create-nodes'/>");
        var items = "<query xmlns='http://jabber.org/protocol/disco#items'";
        assertThat(world.iq(romeo, "get", SERVICE, items + "/>"))
                .contains("<item jid='" + SERVICE + "' node='n' name='A title'/>");
        assertThat(world.iq(romeo, "get", SERVICE, info + " node='n'/>"))
                .contains(
                        "<identity category='pubsub' type='leaf'/>",
                        "<value>http://jabber.org/protocol/pubsub#meta-data</value>",
                        "<value>" + JULIET + "</value>",
                        "<value>urn:a</value>");
        assertThat(world.iq(romeo, "get", SERVICE, items + " node='n'/>"))
                .contains("<item jid='" + SERVICE + "' name='1'/>");
        assertThat(world.iq(romeo, "get", SERVICE, info + " node='m'/>")).contains("item-not-found");
    }

    /** Presence and rosters count as those of the node's owners do. */
    @Test
    void theOwnersContacts() {
        world.world.befriend("juliet", "romeo");
        var nurse = world.world.online("nurse/kitchen");
        world.done(juliet, creating("n", "access_model", "presence"));
        assertThat(world.ask(nurse, "set", subscribe("n", "nurse@capulet.example")))
                .contains("not-authorized", "presence-subscription-required");
        world.done(romeo, subscribe("n", ROMEO));
        world.done(juliet, configure("n", "access_model", "roster", "roster_groups_allowed", "Friends"));
        assertThat(world.ask(romeo, "get", "<items node='n'/>")).contains("not-authorized", "not-in-roster-group");
        romeo.got();
        world.done(juliet, publish("n", "1"));
        assertThat(events(romeo)).isEmpty();
        juliet.says("<iq type='set' id='g'><query xmlns='jabber:iq:roster'><item jid='" + ROMEO
                + "'><group>Friends</group></item></query></iq>");
        juliet.got();
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("n", "2"));
    }

    @Test
    void allIsThereAgainAfterARestart() {
        world.done(juliet, creating("n", "access_model", "authorize"));
        world.done(juliet, publish("n", "1"));
        world.done(romeo, subscribe("n", ROMEO));
        answer(juliet, "submit", "1");
        romeo.leaves(Ending.CLOSED);
        var again = new PubsubWorld(config(), world.database);
        var newRomeo = again.world.online("romeo/orchard");
        again.done(again.world.online("juliet/balcony"), publish("n", "2"));
        assertThat(events(newRomeo)).containsExactly(SERVICE + " " + items("n", "2"));
        assertThat(again.ask(newRomeo, "get", "<items node='n'/>")).contains(items("n", "1", "2"));
    }
}
