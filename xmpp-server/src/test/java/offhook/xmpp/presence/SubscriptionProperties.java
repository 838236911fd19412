package offhook.xmpp.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.Subscription.Half;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;

/** Whatever two users do to each other, each roster says of the other what the other says of it. */
class SubscriptionProperties {

    private static final List<String> USERS = List.of("juliet", "romeo");

    /** What one of them does; several may happen before the server has done anything about them. */
    record Act(int user, String what, boolean atOnce) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        var what = Arbitraries.of(
                "subscribe", "subscribed", "unsubscribe", "unsubscribed", "add", "remove", "leave", "group", "ungroup");
        return Combinators.combine(Arbitraries.of(0, 1), what, Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMaxSize(30);
    }

    /** Each waits for what the other has done. */
    @Property(tries = 1000)
    void rostersAgree(@ForAll("acts") List<Act> acts) {
        var world = new World();
        var clients = new HashMap<String, TestClient>();
        acts.forEach(act -> run(world, clients, new Act(act.user, act.what, true)));
        for (int user = 0; user < 2; user++) {
            assertThat(item(world, user).subscription().to())
                    .isEqualTo(item(world, 1 - user).subscription().from());
            isInOrder(world, clients, user);
        }
    }

    /** Requests cross on their way, so that one may wait for an answer that was given before it came. */
    @Property(tries = 1000)
    void nobodySeesOneWhoDoesNotLetThem(@ForAll("acts") List<Act> acts) {
        var world = new World();
        var clients = new HashMap<String, TestClient>();
        acts.forEach(act -> run(world, clients, act));
        world.time.run();
        for (int user = 0; user < 2; user++) {
            if (item(world, user).sees()) {
                assertThat(item(world, 1 - user).isSeen()).isTrue();
            }
            isInOrder(world, clients, user);
        }
    }

    /** The directory puts them together while a cancellation is on its way. */
    @Example
    void aCancellationCountsInsideAGroup() {
        nobodySeesOneWhoDoesNotLetThem(List.of(
                new Act(0, "subscribed", true),
                new Act(0, "group", true),
                new Act(1, "subscribe", true),
                new Act(0, "unsubscribed", false),
                new Act(1, "group", true)));
    }

    private static void isInOrder(World world, Map<String, TestClient> clients, int user) {
        whatTheClientKnowsIsTrue(clients, user);
        var item = item(world, user);
        assertThat(item.request().isEmpty()).isEqualTo(item.subscription().from() != Half.ASKED);
    }

    private static void run(World world, Map<String, TestClient> clients, Act act) {
        var user = USERS.get(act.user);
        var other = USERS.get(1 - act.user) + '@' + World.DOMAIN;
        switch (act.what) {
            case "leave" -> {
                var client = clients.remove(user);
                if (client != null) {
                    client.leaves(Ending.CUT);
                }
            }
            case "group" -> world.groups(user, "Verona");
            case "ungroup" -> world.groups(user);
            default -> {
                var client = clients.computeIfAbsent(user, u -> online(world, u));
                client.say(
                        switch (act.what) {
                            case "add" -> set("<item jid='%s'><group>Foes</group></item>".formatted(other));
                            case "remove" -> set("<item jid='%s' subscription='remove'/>".formatted(other));
                            default -> "<presence to='%s' type='%s'/>".formatted(other, act.what);
                        });
            }
        }
        if (act.atOnce) {
            world.time.run();
        }
    }

    private static TestClient online(World world, String user) {
        return world.connect(user + "/client")
                .says("<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>", "<presence/>");
    }

    private static String set(String item) {
        return "<iq type='set' id='s'><query xmlns='jabber:iq:roster'>" + item + "</query></iq>";
    }

    private static RosterItem item(World world, int user) {
        var contact = Jid.of(USERS.get(1 - user), World.DOMAIN);
        return world.store.load(Jid.of(USERS.get(user), World.DOMAIN)).rows().stream()
                .map(Row::item)
                .filter(item -> item.jid().equals(contact))
                .findFirst()
                .orElse(RosterItem.unknown(contact));
    }

    /** A client that kept every push since its roster result knows what a new roster result says. */
    private static void whatTheClientKnowsIsTrue(Map<String, TestClient> clients, int user) {
        var client = clients.get(USERS.get(user));
        if (client == null) {
            return;
        }
        Map<String, String> known = new HashMap<>();
        var versions = new ArrayList<String>();
        for (var stanza : client.stanzas()) {
            stanza.child("query", "jabber:iq:roster").ifPresent(query -> {
                query.attribute("ver").ifPresent(versions::add);
                for (var item : query.children("item", "jabber:iq:roster")) {
                    var jid = item.attribute("jid").orElseThrow();
                    if (item.attribute("subscription").orElse("").equals("remove")) {
                        known.remove(jid);
                    } else {
                        known.put(jid, item.toString());
                    }
                }
            });
        }
        client.says("<iq type='get' id='again'><query xmlns='jabber:iq:roster'/></iq>");
        var now = client.stanzas().get(0).child("query", "jabber:iq:roster").orElseThrow();
        assertThat(now.children().stream().map(Object::toString)).containsExactlyInAnyOrderElementsOf(known.values());
        assertThat(versions).last().isEqualTo(now.attribute("ver").orElseThrow());
    }
}
