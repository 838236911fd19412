package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.SERVICE;
import static offhook.xmpp.pubsub.PubsubWorld.configure;
import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.events;
import static offhook.xmpp.pubsub.PubsubWorld.items;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.Change.Items;
import offhook.xmpp.pubsub.Subscription.State;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who has lost access to a node is not subscribed to it any more, XEP-0163 §7.1 and XEP-0060 §13.14: at the service and in
 * an account, whatever has taken it away.
 */
class CancellingTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String ROMEO = "romeo@capulet.example";

    private final PubsubWorld world = PubsubWorld.ofFriends();
    private final TestClient juliet = world.world.online("juliet/balcony");
    private final TestClient romeo = world.world.online("romeo/orchard");

    @AfterEach
    void close() {
        world.close();
    }

    private static String roster(String item) {
        return "<iq type='set' id='r'><query xmlns='jabber:iq:roster'>" + item + "</query></iq>";
    }

    /** Romeo is Juliet's friend, and subscribed to her node "n" with his account and with one client. */
    private void subscribed(String host, String access) {
        juliet.says(roster("<item jid='" + ROMEO + "'><group>Friends</group><group>Lovers</group></item>"));
        world.done(juliet, host, creating("n", "access_model", access, "roster_groups_allowed", "Friends"));
        if (access.equals("whitelist")) {
            affiliate(host, "member");
        }
        world.done(romeo, host, subscribe("n", ROMEO));
        world.done(romeo, host, subscribe("n", ROMEO + "/orchard"));
        juliet.got();
        romeo.got();
    }

    private void affiliate(String host, String affiliation) {
        world.done(
                juliet,
                host,
                "owner <affiliations node='n'><affiliation jid='" + ROMEO + "' affiliation='" + affiliation
                        + "'/></affiliations>");
    }

    private String list(String host) {
        return world.ask(juliet, "get", host, "owner <subscriptions node='n'/>");
    }

    private static String[] cancelled(String host) {
        return Stream.of(ROMEO, ROMEO + "/orchard")
                .map(jid -> host + " <subscription node='n' jid='" + jid + "' subscription='none'/>")
                .toArray(String[]::new);
    }

    private void assertCancelled(String host) {
        assertThat(events(romeo)).containsExactlyInAnyOrder(cancelled(host));
        assertThat(list(host)).contains("<subscriptions node='n'/>");
        assertThat(world.ask(romeo, "get", SERVICE, "<subscriptions/>")).contains("<subscriptions/>");
        var again = new PubsubWorld(NodeTableTest.CONFIG, world.database);
        assertThat(again.ask(again.world.online("juliet/balcony"), "get", host, "owner <subscriptions node='n'/>"))
                .contains("<subscriptions node='n'/>");
    }

    private void assertKept(String host) {
        assertThat(events(romeo)).isEmpty();
        assertThat(list(host)).contains("jid='" + ROMEO + "'", "jid='" + ROMEO + "/orchard'");
    }

    static Stream<Arguments> losses() {
        var unsubscribed = "<presence type='unsubscribed' to='" + ROMEO + "'/>";
        var removed = roster("<item jid='" + ROMEO + "' subscription='remove'/>");
        var moved = roster("<item jid='" + ROMEO + "'><group>Lovers</group></item>");
        return Stream.of(SERVICE, JULIET)
                .flatMap(host -> Stream.of(
                        Arguments.of(host, "presence", unsubscribed),
                        Arguments.of(host, "presence", removed),
                        Arguments.of(host, "roster", unsubscribed),
                        Arguments.of(host, "roster", removed),
                        Arguments.of(host, "roster", moved)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theOwnerTakesItAway(String host, String access, String said) {
        subscribed(host, access);
        juliet.says(said);
        assertCancelled(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void theSubscriberGivesItUp(String host) {
        subscribed(host, "presence");
        romeo.says("<presence type='unsubscribe' to='" + JULIET + "'/>");
        assertCancelled(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void aMemberIsNoMemberAnyMore(String host) {
        subscribed(host, "whitelist");
        affiliate(host, "none");
        assertCancelled(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void anOutcastHasLostEverything(String host) {
        subscribed(host, "authorize");
        world.done(
                juliet,
                host,
                "owner <subscriptions node='n'><subscription jid='" + ROMEO
                        + "' subscription='subscribed'/></subscriptions>");
        romeo.got();
        affiliate(host, "outcast");
        assertCancelled(host);
    }

    static Stream<Arguments> models() {
        return Stream.of(SERVICE, JULIET)
                .flatMap(host -> Stream.of("whitelist", "roster").map(access -> Arguments.of(host, access)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void theNodeIsForOthersNow(String host, String access) {
        subscribed(host, "open");
        world.done(juliet, host, configure("n", "access_model", access, "roster_groups_allowed", "Enemies"));
        assertCancelled(host);
    }

    /** Who has not been let in yet is not any more, either. */
    @Test
    void aRequestIsWithdrawnToo() {
        world.done(juliet, SERVICE, creating("n", "access_model", "authorize"));
        world.done(romeo, SERVICE, subscribe("n", ROMEO));
        world.done(juliet, SERVICE, configure("n", "access_model", "whitelist"));
        assertThat(events(romeo)).containsExactly(cancelled(SERVICE)[0]);
        assertThat(list(SERVICE)).contains("<subscriptions node='n'/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void whoKeepsItHearsNothing(String host) {
        subscribed(host, "roster");
        juliet.says(roster("<item jid='" + ROMEO + "'><group>Friends</group></item>"));
        juliet.says("<presence type='unsubscribe' to='" + ROMEO + "'/>"); // that is the other direction
        world.done(juliet, host, configure("n", "access_model", "presence"));
        world.done(juliet, host, configure("n", "access_model", "authorize"));
        assertKept(host);
    }

    /** Where the owners have changed, other rosters count. */
    @Test
    void theOwnerWhoKnewThemIsNoOwnerAnyMore() {
        subscribed(SERVICE, "presence");
        world.done(
                juliet,
                SERVICE,
                "owner <affiliations node='n'><affiliation jid='nurse@capulet.example' affiliation='owner'/>"
                        + "<affiliation jid='" + JULIET + "' affiliation='none'/></affiliations>");
        assertThat(events(romeo)).containsExactlyInAnyOrder(cancelled(SERVICE));
    }

    private void block(boolean on) {
        world.world.accounts.barrier((account, other) ->
                on && account.local().equals("juliet") && other.local().equals("romeo"));
    }

    /** XEP-0191 §3.4: whoever is let in again is where they were. */
    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void whoIsBlockedComesBack(String host) {
        subscribed(host, "presence");
        block(true);
        world.done(juliet, host, publish("n", "1"));
        assertKept(host);
        block(false);
        world.done(juliet, host, publish("n", "2"));
        assertThat(events(romeo)).containsExactly(host + " " + items("n", "2"));
    }

    /** XEP-0163 §4.3.3: until then they hear nothing, not even of the end. */
    @Test
    void whoIsBlockedIsNotTold() {
        subscribed(JULIET, "presence");
        block(true);
        juliet.says(roster("<item jid='" + ROMEO + "' subscription='remove'/>"));
        assertThat(list(JULIET)).contains("<subscriptions node='n'/>");
        assertThat(events(romeo)).isEmpty();
    }

    /** The owner wants to know, XEP-0060 §16.4.4 {@code notify_sub}. */
    @Test
    void theOwnerIsToldToo() {
        world.done(juliet, JULIET, creating("n", "access_model", "presence", "notify_sub", "1"));
        world.done(romeo, JULIET, subscribe("n", ROMEO));
        events(juliet);
        juliet.says("<presence type='unsubscribed' to='" + ROMEO + "'/>");
        assertThat(events(juliet)).containsExactly(cancelled(JULIET)[0]);
    }

    /** The directory has put them together, and takes them apart again; the owner need not be online. */
    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void aSharedGroupIsLeft(String host) {
        var shared = new PubsubWorld(NodeTableTest.CONFIG);
        for (var leaving : List.of("romeo", "juliet")) {
            shared.world.groups("juliet", "Verona", "Lovers");
            shared.world.groups("romeo", "Verona", "Lovers");
            var owner = shared.world.online("juliet/balcony");
            var friend = shared.world.online("romeo/orchard");
            shared.done(
                    owner,
                    host,
                    creating("of " + leaving, "access_model", "roster", "roster_groups_allowed", "Lovers"));
            shared.done(friend, host, subscribe("of " + leaving, ROMEO));
            owner.leaves(Ending.CLOSED);
            friend.got();
            shared.world.groups(leaving, "Verona");
            assertThat(events(friend))
                    .containsExactly(host + " <subscription node='of " + leaving + "' jid='" + ROMEO
                            + "' subscription='none'/>");
            friend.leaves(Ending.CLOSED);
        }
        shared.close();
    }

    /** What is left over, as by a crash between two commits, goes with the next change of the node. */
    @ParameterizedTest
    @ValueSource(strings = {SERVICE, JULIET})
    void whatWasMissedIsFound(String host) {
        subscribed(host, "presence");
        var of = Jid.parse(host);
        var store = new NodeTable(world.database, (node, name) -> NodeConfig.ofAccount(1_000));
        var node = store.read(of, List.of("n")).get(0).node();
        var left = Subscription.to(Jid.parse("nurse@capulet.example"), State.SUBSCRIBED);
        store.keep(new Change(node, node.with(left), Items.SAME, null, List.of()), 1, Long.MIN_VALUE)
                .toCompletableFuture()
                .join();
        var again = PubsubWorld.ofFriends(NodeTableTest.CONFIG, world.database);
        var owner = again.world.online("juliet/balcony");
        var missed = again.world.online("nurse/kitchen");
        var kept = again.world.online("romeo/orchard");
        again.done(owner, host, publish("n", "1"));
        assertThat(events(kept)).containsExactly(host + " " + items("n", "1"));
        assertThat(events(missed))
                .containsExactly(host + " <subscription node='n' jid='nurse@capulet.example' subscription='none'/>");
        assertThat(again.ask(owner, "get", host, "owner <subscriptions node='n'/>"))
                .contains(ROMEO)
                .doesNotContain("nurse");
    }

    /** §8.8.2.4: an owner does not subscribe somebody who would hear nothing. */
    @Test
    void nobodyIsSubscribedInVain() {
        world.done(juliet, SERVICE, creating("n", "access_model", "whitelist"));
        var subscribe = "owner <subscriptions node='n'><subscription jid='" + ROMEO
                + "' subscription='subscribed'/></subscriptions>";
        assertThat(world.ask(juliet, "set", SERVICE, subscribe)).contains("not-acceptable");
        affiliate(SERVICE, "member");
        world.done(juliet, SERVICE, subscribe);
        assertThat(list(SERVICE)).contains("subscription='subscribed'");
    }
}
