package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.configure;
import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.events;
import static offhook.xmpp.pubsub.PubsubWorld.form;
import static offhook.xmpp.pubsub.PubsubWorld.items;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import offhook.xmpp.testing.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of what accounts publish, and who may read it: XEP-0163, XEP-0223, XEP-0060 §9. Romeo sees Juliet, the nurse does not. */
class PepAccessTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String EVENT = JULIET + " " + items("n", "1");

    private final PubsubWorld world = PubsubWorld.ofFriends();
    private final TestClient juliet = world.world.online("juliet/balcony");
    private final TestClient chamber = world.interested("juliet/chamber", "n");
    private final TestClient romeo = world.interested("romeo/orchard", "n");
    private final TestClient nurse = world.interested("nurse/kitchen", "n");

    @AfterEach
    void close() {
        world.close();
    }

    private void publishing(String... options) {
        world.done(
                juliet,
                JULIET,
                publish("n", "1") + "<publish-options>" + form("publish-options", options) + "</publish-options>");
    }

    private String read(TestClient client) {
        return world.ask(client, "get", JULIET, "<items node='n'/>");
    }

    @Test
    void openIsForAll() {
        publishing("access_model", "open");
        assertThat(events(romeo)).containsExactly(EVENT);
        assertThat(events(chamber)).containsExactly(EVENT);
        assertThat(events(juliet)).isEmpty(); // does not ask for it
        assertThat(events(nurse)).isEmpty(); // is no contact
        assertThat(read(nurse)).contains(items("n", "1"));
        world.done(nurse, JULIET, subscribe("n", "nurse@capulet.example"));
        assertThat(events(nurse)).containsExactly(EVENT);
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(nurse)).containsExactly(EVENT);
    }

    @Test
    void presenceIsForContacts() {
        publishing("access_model", "presence");
        assertThat(read(romeo)).contains(items("n", "1"));
        assertThat(read(nurse)).contains("service-unavailable");
        assertThat(world.ask(nurse, "set", JULIET, subscribe("n", "nurse@capulet.example")))
                .contains("service-unavailable");
        events(romeo);
        juliet.says("<presence type='unsubscribed' to='romeo@capulet.example'/>");
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(romeo)).isEmpty();
        assertThat(read(romeo)).contains("service-unavailable");
    }

    @Test
    void aRosterGroupIsForThoseInIt() {
        publishing("access_model", "roster", "roster_groups_allowed", "Friends");
        assertThat(events(romeo)).isEmpty();
        assertThat(read(romeo)).contains("not-authorized", "not-in-roster-group");
        juliet.says("<iq type='set' id='g'><query xmlns='jabber:iq:roster'><item jid='romeo@capulet.example'>"
                + "<group>Friends</group></item></query></iq>");
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(romeo)).containsExactly(EVENT);
        assertThat(events(world.interested("romeo/sea", "n"))).containsExactly(EVENT);
    }

    /** XEP-0223: what is private stays so, and comes to the user's other clients. */
    @Test
    void aWhitelistIsForTheAccountAndItsMembers() {
        publishing("access_model", "whitelist", "persist_items", "true");
        assertThat(events(chamber)).containsExactly(EVENT);
        assertThat(events(romeo)).isEmpty();
        assertThat(read(romeo)).contains("not-allowed", "closed-node");
        assertThat(world.iq(romeo, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#items'/>"))
                .doesNotContain("node='n'");
        assertThat(world.iq(romeo, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#info' node='n'/>"))
                .contains("item-not-found");
        var again = new PubsubWorld(NodeTableTest.CONFIG, world.database);
        assertThat(again.ask(again.world.online("romeo/orchard"), "get", JULIET, "<items node='n'/>"))
                .doesNotContain("urn:a");
        assertThat(again.ask(again.world.online("juliet/balcony"), "get", JULIET, "<items node='n'/>"))
                .contains(items("n", "1"));
        world.done(
                juliet,
                JULIET,
                "owner <affiliations node='n'><affiliation jid='romeo@capulet.example' affiliation='member'/></affiliations>");
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(romeo)).containsExactly(EVENT);
    }

    /** XEP-0402 §5.1: a client that says nothing of it does not show its bookmarks to all contacts. */
    @Test
    void bookmarksAreNobodyElsesAffairInAnyCase() {
        world.done(juliet, JULIET, publish("urn:xmpp:bookmarks:1", "a@b"));
        world.done(juliet, JULIET, publish("urn:xmpp:bookmarks:1", "b@b"));
        assertThat(world.ask(juliet, "get", JULIET, "<items node='urn:xmpp:bookmarks:1'/>"))
                .contains(items("urn:xmpp:bookmarks:1", "a@b", "b@b"));
        assertThat(world.ask(romeo, "get", JULIET, "<items node='urn:xmpp:bookmarks:1'/>"))
                .contains("closed-node");
    }

    /** §6.1.6, §9: whoever has subscribed and asks for the node by +notify hears once. */
    @Test
    void nobodyHearsTwice() {
        publishing();
        var sea = world.world.online("romeo/sea");
        events(romeo);
        world.done(romeo, JULIET, subscribe("n", "romeo@capulet.example"));
        world.done(romeo, JULIET, subscribe("n", "romeo@capulet.example/orchard"));
        events(romeo);
        events(sea);
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(romeo)).containsExactly(EVENT);
        assertThat(events(sea)).containsExactly(EVENT); // by the subscription of the account
    }

    @Test
    void nodesOfAnAccountAreItsUsersOwn() {
        world.done(juliet, JULIET, creating("m", "access_model", "open", "max_items", "5"));
        assertThat(world.ask(romeo, "set", JULIET, creating("k"))).contains("forbidden");
        assertThat(world.ask(romeo, "set", JULIET, publish("k", "1"))).contains("forbidden");
        assertThat(world.ask(romeo, "set", JULIET, publish("m", "1"))).contains("forbidden");
        assertThat(world.ask(romeo, "set", JULIET, "owner <delete node='m'/>")).contains("forbidden");
        for (var request :
                new String[] {creating("k"), publish("k", "1"), publish("m", "1"), "owner <delete node='m'/>"}) {
            assertThat(world.ask(nurse, "set", JULIET, request)).contains("service-unavailable");
        }
        assertThat(
                        world.ask(
                                juliet,
                                "set",
                                JULIET,
                                "owner <affiliations node='m'><affiliation jid='" + JULIET
                                        + "' affiliation='none'/><affiliation jid='romeo@capulet.example' affiliation='owner'/></affiliations>"))
                .contains("not-acceptable");
        world.done(juliet, JULIET, configure("m", "title", "Mine"));
        assertThat(world.iq(juliet, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#items'/>"))
                .contains("<item jid='" + JULIET + "' node='m' name='Mine'/>");
        world.done(juliet, JULIET, "owner <delete node='m'/>");
    }

    /** XEP-0060 §8.6 on an account: the answer is for the server, not for the user's other clients. */
    @Test
    void theUserLetsSubscribersIn() {
        publishing("access_model", "authorize");
        juliet.got();
        assertThat(world.done(romeo, JULIET, subscribe("n", "romeo@capulet.example")))
                .contains("pending");
        assertThat(juliet.gotOne()).contains("pubsub#subscribe_authorization");
        chamber.got();
        events(romeo);
        juliet.says("<message to='" + JULIET + "'>"
                + form("subscribe_authorization", "node", "n", "subscriber_jid", "romeo@capulet.example", "allow", "1")
                + "</message>");
        assertThat(chamber.got()).isEmpty();
        assertThat(events(romeo))
                .containsExactly(
                        JULIET + " <subscription node='n' jid='romeo@capulet.example' subscription='subscribed'/>",
                        EVENT);
        assertThat(world.ask(nurse, "set", JULIET, subscribe("n", "nurse@capulet.example")))
                .contains("service-unavailable");
    }

    /** XEP-0163 §4.3.3: not to whom the user has blocked, nor to who has blocked the user. */
    @Test
    void whoIsBlockedHearsNothing() {
        for (var who : new String[] {"juliet", "romeo"}) {
            world.world.accounts.barrier((account, other) ->
                    account.local().equals(who) && !other.local().equals(who));
            world.done(juliet, JULIET, publish("n", "1"));
            assertThat(events(romeo)).isEmpty();
        }
        world.world.accounts.barrier((account, other) -> false);
        world.done(juliet, JULIET, publish("n", "1"));
        assertThat(events(romeo)).containsExactly(EVENT);
    }

    @Test
    void whatAnAccountCanDoIsSaid() {
        assertThat(world.iq(juliet, "get", JULIET, "<query xmlns='http://jabber.org/protocol/disco#info'/>"))
                .contains("<identity category='pubsub' type='pep'/>")
                .contains("pubsub#auto-create'", "pubsub#auto-subscribe'", "pubsub#filtered-notifications'")
                .contains("pubsub#last-published'", "pubsub#persistent-items'", "pubsub#publish-options'")
                .contains("pubsub#access-presence'", "pubsub#access-whitelist'", "pubsub#config-node-max'");
    }

    /** XEP-0223 §4: whoever wants to keep something private asks the server whether it can. */
    @Test
    void whatAccountsCanDoIsSaidByTheServer() {
        assertThat(world.iq(juliet, "get", "capulet.example", "<query xmlns='http://jabber.org/protocol/disco#info'/>"))
                .contains("<identity category='pubsub' type='pep'/>", "pubsub#publish-options'");
    }
}
