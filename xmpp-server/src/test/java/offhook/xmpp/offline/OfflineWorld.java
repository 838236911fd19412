package offhook.xmpp.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.jdbi.v3.core.Handle;

/** A world with an offline store on a real database, which outlives it. */
final class OfflineWorld implements AutoCloseable {

    static final Jid JULIET = Jid.parse("juliet@capulet.example");
    static final Jid PHONE = Jid.parse("phone.capulet.example/15550123");

    final World world = new World();
    final List<String> sent = new ArrayList<>();
    final List<String> taken = new ArrayList<>();
    final Database database;
    final OfflineMessages offline;

    OfflineWorld() {
        this(OfflineConfig.DEFAULT);
    }

    OfflineWorld(OfflineConfig config) {
        database = TestDatabases.sqlite(world.time);
        database.migrate("xmpp-server");
        offline = new OfflineMessages(
                world.accounts,
                world.router,
                world.questions,
                database,
                config,
                world.time,
                new DeliveryListener() {
                    @Override
                    public void sent(Jid account, String id, Handle tx) {
                        sent.add(id);
                    }

                    @Override
                    public void taken(Jid account, String id, Handle tx) {
                        taken.add(id);
                    }
                },
                Optional.empty(),
                (account, message) -> message);
        world.install(offline);
        offline.start(world.time, world.time.lane());
        world.time.run();
    }

    Deliveries deliveries() {
        return offline.deliveries();
    }

    /** A client that comes online; what it got is kept. */
    TestClient online(String resource) {
        return world.connect("juliet/" + resource).says("<presence/>");
    }

    /** Romeo sends so many messages to Juliet. */
    void write(int from, int to) {
        var romeo = world.online("romeo/orchard");
        for (int i = from; i <= to; i++) {
            romeo.says("<message to='juliet@capulet.example' type='chat' id='m%d'><body>%d</body></message>"
                    .formatted(i, i));
        }
        romeo.leaves(offhook.xmpp.routing.SessionListener.Ending.CLOSED);
    }

    /** The bodies of the messages a client got. */
    static List<String> bodies(List<String> got) {
        return got.stream()
                .filter(xml -> xml.startsWith("<message"))
                .map(xml -> xml.replaceAll("(?s).*<body>(.*)</body>.*", "$1"))
                .toList();
    }

    /** The client answers the ping that came last. */
    static void answer(TestClient client, List<String> got) {
        client.says(pong(got));
    }

    /** The answer to the last ping. */
    static String pong(List<String> got) {
        var ping = got.stream()
                .filter(xml -> xml.contains("urn:xmpp:ping"))
                .reduce((a, b) -> b)
                .orElseThrow();
        return "<iq type='result' to='capulet.example' id='%s'/>"
                .formatted(ping.replaceAll("(?s).* id='([^']*)'.*", "$1"));
    }

    int stored() {
        return new OfflineTable(database).after(JULIET, 0, 10_000).size();
    }

    @Override
    public void close() {
        database.close();
    }
}
