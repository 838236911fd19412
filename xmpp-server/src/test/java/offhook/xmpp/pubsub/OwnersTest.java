package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.SERVICE;
import static offhook.xmpp.pubsub.PubsubWorld.configure;
import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.events;
import static offhook.xmpp.pubsub.PubsubWorld.items;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the owners of a node decide, XEP-0060 §8. */
class OwnersTest extends ServiceScene {

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
        assertThat(world.ask(romeo, "set", subscribe("n", ROMEO))).contains("not-in-roster-group");
        juliet.says("<iq type='set' id='g'><query xmlns='jabber:iq:roster'><item jid='" + ROMEO
                + "'><group>Friends</group></item></query></iq>");
        juliet.got();
        world.done(romeo, subscribe("n", ROMEO));
        romeo.got();
        world.done(juliet, publish("n", "2"));
        assertThat(events(romeo)).containsExactly(SERVICE + " " + items("n", "2"));
    }

    private void affiliate(String who, String affiliation) {
        world.done(
                juliet,
                "owner <affiliations node='n'><affiliation jid='" + who + "@capulet.example' affiliation='"
                        + affiliation + "'/></affiliations>");
    }
}
