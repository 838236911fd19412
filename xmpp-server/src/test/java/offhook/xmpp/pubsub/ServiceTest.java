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
import org.junit.jupiter.api.Test;

/** What is published at a service, and who hears of it: XEP-0060. */
class ServiceTest extends ServiceScene {

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
