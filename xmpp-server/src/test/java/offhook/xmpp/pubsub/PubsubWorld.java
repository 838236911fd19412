package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import offhook.xmpp.xep.PrivateStorage;
import offhook.xmpp.xep.Vcard;
import offhook.xmpp.xml.Element;

/** A world with the service pubsub.capulet.example, whose admin is Tybalt, and with what accounts publish. */
final class PubsubWorld implements AutoCloseable {

    static final String SERVICE = "pubsub.capulet.example";

    final World world;
    final Database database;
    final PublishSubscribe pubsub;
    private final Late service = new Late();

    PubsubWorld(PubsubConfig config) {
        this(config, TestDatabases.sqlite());
    }

    /** @param database whose nodes are there again */
    PubsubWorld(PubsubConfig config, Database database) {
        this.database = database;
        world = new World(PresenceOverlay.NONE, List.of(service));
        database.migrate("xmpp-server");
        var capabilities = new Capabilities(world.questions);
        pubsub = new PublishSubscribe(config, World.DOMAIN, List.of("tybalt"), ground(world, capabilities, database));
        service.is = pubsub.service().orElseThrow();
        world.install(capabilities)
                .install(new PrivateStorage(pubsub.privateStorage(), 100_000))
                .install(new Vcard(pubsub.vcards(), 300_000))
                .install(new Discovery(world.router, List.of(service), new Visibility(world.accounts, world.rosters)));
        pubsub.features().forEach(world::install);
        pubsub.start();
    }

    /** One where Juliet and Romeo see each other's presence. */
    static PubsubWorld ofFriends() {
        return ofFriends(NodeTableTest.CONFIG, TestDatabases.sqlite());
    }

    /** The same, after a restart with another configuration. */
    static PubsubWorld ofFriends(PubsubConfig config, Database database) {
        var made = new PubsubWorld(config, database);
        made.world.befriend("juliet", "romeo");
        return made;
    }

    /** What a service stands on in a world. */
    static PublishSubscribe.Ground ground(World world, Capabilities capabilities, Database database) {
        return new PublishSubscribe.Ground(
                world.accounts,
                world.rosters,
                capabilities,
                database,
                world.lanes,
                world.time,
                new SecureRandom(),
                world.router::route,
                world.presences::restamp);
    }

    @Override
    public void close() {
        database.close();
    }

    /** What comes back for a request to the service; what else comes waits. */
    String ask(TestClient client, String type, String inside) {
        return ask(client, type, SERVICE, inside);
    }

    /** @param inside of {@code <pubsub/>}; what begins with "owner" is in the namespace of owners */
    String ask(TestClient client, String type, String to, String inside) {
        boolean owner = inside.startsWith("owner ");
        var pubsub = "<pubsub xmlns='" + (owner ? Pubsub.OWNER : Pubsub.NS) + "'>"
                + (owner ? inside.substring(6) : inside) + "</pubsub>";
        return iq(client, type, to, pubsub);
    }

    String iq(TestClient client, String type, String to, String payload) {
        return client.answer("<iq type='" + type + "' id='ask' to='" + to + "'>" + payload + "</iq>");
    }

    /** Asks for something that is done. */
    String done(TestClient client, String inside) {
        return done(client, SERVICE, inside);
    }

    String done(TestClient client, String to, String inside) {
        var answer = ask(client, "set", to, inside);
        assertThat(answer).contains("type='result'");
        return answer;
    }

    /** The content of {@code <event/>} of all messages that came, each with whom it is from. */
    static List<String> events(TestClient client) {
        return client.stanzas().stream().flatMap(PubsubWorld::event).toList();
    }

    private static Stream<String> event(Stanza stanza) {
        return stanza instanceof Message message
                ? message.child("event", Pubsub.EVENT).stream()
                        .flatMap(event -> event.children().stream())
                        .map(change -> stanza.from() + " " + change.toXml(Pubsub.EVENT))
                : Stream.empty();
    }

    static String form(String type, String... fields) {
        var form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>" + Pubsub.NS
                + "#" + type + "</value></field>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='pubsub#").append(fields[i]).append("'>");
            for (var value : fields[i + 1].split(",")) {
                form.append("<value>").append(value).append("</value>");
            }
            form.append("</field>");
        }
        return form + "</x>";
    }

    static String creating(String node, String... config) {
        return "<create node='" + node + "'/><configure>" + form("node_config", config) + "</configure>";
    }

    static String configure(String node, String... config) {
        return "owner <configure node='" + node + "'>" + form("node_config", config) + "</configure>";
    }

    static String publish(String node, String id) {
        return "<publish node='" + node + "'><item id='" + id + "'><a xmlns='urn:a'/></item></publish>";
    }

    static String subscribe(String node, String jid) {
        return "<subscribe node='" + node + "' jid='" + jid + "'/>";
    }

    static String items(String node, String... ids) {
        var items = Stream.of(ids).map(id -> "<item id='" + id + "'><a xmlns='urn:a'/></item>");
        return "<items node='" + node + "'>" + String.join("", items.toList()) + "</items>";
    }

    /** A client that wants to hear of what accounts publish at these nodes. */
    TestClient interested(String user, String... nodes) {
        var features = Stream.of(nodes)
                .map(node -> "<feature var='" + node + "+notify'/>")
                .reduce("<identity category='client' type='pc'/>", String::concat);
        var info = "<query xmlns='http://jabber.org/protocol/disco#info'>" + features + "</query>";
        var ver = CapsHash.of(Element.parse(info), "sha-1").orElseThrow();
        var client = world.connect(user).says("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
        client.says("<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:test' ver='" + ver
                + "'/></presence>");
        client.take(stanza -> stanza instanceof Iq iq
                        && iq.isRequest()
                        && iq.has("query", "http://jabber.org/protocol/disco#info"))
                .ifPresent(asked -> client.says(
                        "<iq type='result' to='capulet.example' id='" + asked.id() + "'>" + info + "</iq>"));
        return client;
    }

    /** The service, which is there after the world. */
    private static final class Late implements Service {

        private Service is;

        @Override
        public Jid jid() {
            return Jid.of(SERVICE);
        }

        @Override
        public String name() {
            return is == null ? "" : is.name();
        }

        @Override
        public String identity() {
            return is.identity();
        }

        @Override
        public Set<String> features() {
            return is.features();
        }

        @Override
        public void received(Message message) {
            is.received(message);
        }

        @Override
        public boolean received(Iq iq) {
            return is.received(iq);
        }
    }
}
