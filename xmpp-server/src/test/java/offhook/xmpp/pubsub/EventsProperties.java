package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.TestClient;

/**
 * Whatever happens to two nodes of Juliet, one at the service and one of her account: each publication reaches exactly the
 * clients that it should reach by a simple model, each once, and nothing ever reaches who may not read. Who has lost access
 * is subscribed no more, and comes back with a new subscription alone (XEP-0163 §7.1).
 */
class EventsProperties {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final String NODE = "n";
    private static final String ACCOUNT = "juliet@capulet.example";
    private static final List<String> HOSTS = List.of(PubsubWorld.SERVICE, ACCOUNT);
    private static final List<String> PEOPLE = List.of("juliet", "romeo", "nurse");
    private static final List<String> MODELS = List.of("open", "presence", "roster", "whitelist", "authorize");

    private final Map<String, TestClient> clients = new TreeMap<>();
    private final Map<String, Model> models = new HashMap<>();
    private final Set<String> contacts = new HashSet<>();
    private final Set<String> friends = new HashSet<>();
    private PubsubWorld world;
    private int published;

    /** What is known of one node. */
    private static final class Model {
        String access = "open";
        final Map<String, String> affiliations = new HashMap<>();
        final Map<String, Boolean> subscriptions = new HashMap<>(); // by JID; whether active
    }

    record Act(String what, int host, int who, int how) {}

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        var what = Arbitraries.of(
                "publish",
                "publish",
                "publish",
                "subscribe",
                "subscribe",
                "subscribe",
                "unsubscribe",
                "configure",
                "affiliate",
                "befriend",
                "part",
                "group",
                "ungroup",
                "approve",
                "deny");
        var number = Arbitraries.integers().between(0, 11);
        return Combinators.combine(what, number, number, number)
                .as(Act::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(50);
    }

    @Property(tries = 60)
    void everyEventReachesWhomItShould(@ForAll("acts") List<Act> acts) {
        begin();
        for (var act : acts) {
            var model = models.get(HOSTS.get(act.host % 2));
            run(act, HOSTS.get(act.host % 2), model, PEOPLE.get(act.who % 3));
            models.values().forEach(this::cancel);
            HOSTS.forEach(host -> assertSubscribers(host, act));
            for (var client : clients.keySet()) {
                for (var event : PubsubWorld.events(clients.get(client))) {
                    var from = models.get(event.substring(0, event.indexOf(' ')));
                    assertThat(!event.contains("<item ") || mayRead(from, user(client)))
                            .as(client + " got " + event + " after " + act)
                            .isTrue();
                }
            }
        }
    }

    private void begin() {
        DATABASE.migrate("xmpp-server");
        DATABASE.migrate("xmpp-pubsub");
        CoreWorld.wipe(DATABASE);
        clients.clear();
        contacts.clear();
        friends.clear();
        world = new PubsubWorld(NodeTableTest.CONFIG, DATABASE);
        for (var user : PEOPLE) {
            clients.put(user + "@capulet.example/asks", world.interested(user + "/asks", NODE));
            clients.put(user + "@capulet.example/other", world.world.online(user + "/other"));
        }
        for (var host : HOSTS) {
            models.put(host, new Model());
            models.get(host).affiliations.put("juliet", "owner");
            world.done(client("juliet"), host, PubsubWorld.creating(NODE, "access_model", "open"));
        }
    }

    private TestClient client(String user) {
        return clients.get(user + "@capulet.example/other");
    }

    private static String user(String client) {
        return client.substring(0, client.indexOf('@'));
    }

    private boolean mayRead(Model model, String user) {
        var affiliation = model.affiliations.getOrDefault(user, "none");
        return switch (affiliation) {
            case "outcast" -> false;
            case "owner", "publisher", "member" -> true;
            default ->
                switch (model.access) {
                    case "open" -> true;
                    case "presence" -> contacts.contains(user);
                    case "roster" -> contacts.contains(user) && friends.contains(user);
                    case "authorize" ->
                        model.subscriptions.entrySet().stream()
                                .anyMatch(entry ->
                                        entry.getValue() && user(entry.getKey()).equals(user));
                    default -> false;
                };
        };
    }

    /** Where an owner decides they have, and what is for all nobody loses but an outcast. */
    private void cancel(Model model) {
        if (!model.access.equals("authorize")) {
            model.subscriptions.keySet().removeIf(jid -> !mayRead(model, user(jid)));
        }
    }

    private void assertSubscribers(String host, Act act) {
        var listed = world.ask(client("juliet"), "get", host, "owner <subscriptions node='n'/>");
        var found = new TreeMap<String, Boolean>();
        var one = Pattern.compile("<subscription jid='([^']+)' subscription='([a-z]+)'/>")
                .matcher(listed);
        while (one.find()) {
            found.put(one.group(1), one.group(2).equals("subscribed"));
        }
        assertThat(found).as(act + " at " + host).isEqualTo(models.get(host).subscriptions);
    }

    private List<String> expected(String host, Model model) {
        var reached = new HashSet<String>();
        for (var client : clients.keySet()) {
            var user = user(client);
            boolean explicit = model.subscriptions.getOrDefault(client, false)
                    || model.subscriptions.getOrDefault(user + "@capulet.example", false);
            boolean implicit = host.equals(ACCOUNT)
                    && client.endsWith("/asks")
                    && (user.equals("juliet") || contacts.contains(user));
            if ((explicit || implicit) && mayRead(model, user)) {
                reached.add(client);
            }
        }
        return reached.stream().sorted().toList();
    }

    private void run(Act act, String host, Model model, String user) {
        var jid = user + "@capulet.example" + (act.how % 3 == 0 ? "/asks" : act.how % 3 == 1 ? "/other" : "");
        switch (act.what) {
            case "publish" -> publish(act, host, model, user);
            case "subscribe" -> subscribe(host, model, user, jid);
            case "unsubscribe" -> {
                var answer = world.ask(client(user), "set", host, "<unsubscribe node='n' jid='" + jid + "'/>");
                assertThat(answer.contains("type='result'")).isEqualTo(model.subscriptions.remove(jid) != null);
            }
            case "configure" -> {
                model.access = MODELS.get(act.how % MODELS.size());
                world.done(
                        client("juliet"),
                        host,
                        PubsubWorld.configure(NODE, "access_model", model.access, "roster_groups_allowed", "Friends"));
            }
            case "affiliate" -> affiliate(act, host, model, user);
            case "approve", "deny" -> decide(host, model, jid, act.what.equals("approve"));
            default -> roster(act.what, user);
        }
    }

    private void publish(Act act, String host, Model model, String user) {
        clients.values().forEach(TestClient::got);
        var id = "i" + published++;
        var answer = world.ask(client(user), "set", host, PubsubWorld.publish(NODE, id));
        var affiliation = model.affiliations.getOrDefault(user, "none");
        boolean may = affiliation.equals("owner") || affiliation.startsWith("publish");
        assertThat(answer.contains("type='result'")).as(user + " at " + act).isEqualTo(may);
        var reached = new ArrayList<String>();
        clients.forEach((jid, client) -> PubsubWorld.events(client).forEach(event -> {
            assertThat(event).isEqualTo(host + " " + PubsubWorld.items(NODE, id));
            reached.add(jid);
        }));
        assertThat(reached).as(act + " with " + model.access).isEqualTo(may ? expected(host, model) : List.of());
    }

    private void subscribe(String host, Model model, String user, String jid) {
        var answer = world.ask(client(user), "set", host, PubsubWorld.subscribe(NODE, jid));
        var affiliation = model.affiliations.getOrDefault(user, "none");
        boolean asks = model.access.equals("authorize")
                && (affiliation.equals("none") || affiliation.equals("publish-only"))
                && !mayRead(model, user);
        if (!asks) {
            assertThat(answer.contains("type='result'")).as(answer).isEqualTo(mayRead(model, user));
            if (mayRead(model, user)) {
                model.subscriptions.put(jid, true);
            }
        } else if (answer.contains("subscription='pending'")) {
            model.subscriptions.put(jid, false);
        } else if (model.subscriptions.containsKey(jid)) {
            assertThat(answer).contains("pending-subscription");
        } else { // an account does not show itself to strangers
            assertThat(host.equals(ACCOUNT) && !contacts.contains(user) && answer.contains("service-unavailable"))
                    .as(answer)
                    .isTrue();
        }
    }

    private void affiliate(Act act, String host, Model model, String user) {
        if (user.equals("juliet")) {
            return;
        }
        var affiliation = List.of("none", "member", "publisher", "publish-only", "outcast")
                .get(act.how % 5);
        world.done(
                client("juliet"),
                host,
                "owner <affiliations node='n'><affiliation jid='" + user + "@capulet.example' affiliation='"
                        + affiliation + "'/></affiliations>");
        model.affiliations.put(user, affiliation);
        if (affiliation.equals("outcast")) {
            model.subscriptions.keySet().removeIf(jid -> user(jid).equals(user));
        }
    }

    private void decide(String host, Model model, String jid, boolean allowed) {
        client("juliet")
                .says("<message to='" + host + "'>"
                        + PubsubWorld.form(
                                "subscribe_authorization",
                                "node",
                                NODE,
                                "subscriber_jid",
                                jid,
                                "allow",
                                allowed ? "1" : "0")
                        + "</message>");
        if (Boolean.FALSE.equals(model.subscriptions.get(jid))) {
            if (allowed) {
                model.subscriptions.put(jid, true);
            } else {
                model.subscriptions.remove(jid);
            }
        }
    }

    private void roster(String what, String user) {
        if (user.equals("juliet")) {
            return;
        }
        var jid = user + "@capulet.example";
        switch (what) {
            case "befriend" -> {
                client(user).says("<presence type='subscribe' to='" + ACCOUNT + "'/>");
                client("juliet").says("<presence type='subscribed' to='" + jid + "'/>");
                contacts.add(user);
            }
            case "part" -> {
                client("juliet").says("<presence type='unsubscribed' to='" + jid + "'/>");
                contacts.remove(user);
            }
            default -> {
                var group = what.equals("group") ? "<group>Friends</group>" : "";
                client("juliet")
                        .says("<iq type='set' id='g'><query xmlns='jabber:iq:roster'><item jid='" + jid + "'>" + group
                                + "</item></query></iq>");
                if (group.isEmpty()) {
                    friends.remove(user);
                } else {
                    friends.add(user);
                }
            }
        }
    }
}
