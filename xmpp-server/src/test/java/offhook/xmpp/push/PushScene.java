package offhook.xmpp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.AfterEach;

/** push.capulet.example is the push service, a component; Juliet's device sleeps, Romeo writes. */
abstract class PushScene {

    static final Pattern ID = Pattern.compile(" id='([^']+)'");
    static final List<String> SETTINGS =
            List.of("xmpp.component = [{ name = 'push.capulet.example', secret = 'swordfish' }]");
    static final String OPTIONS = "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            + "<field var='secret'><value>eruio</value></field></x>";

    final Database database = TestDatabases.sqlite();
    CoreWorld world = new CoreWorld(database, SETTINGS);
    MemoryConnection push = component();

    @AfterEach
    void close() {
        database.close();
    }

    MemoryConnection component() {
        var connection =
                new MemoryConnection(world.time, world.core.components()::open, InetAddress.getLoopbackAddress());
        connection.receive("<stream:stream to='push.capulet.example' xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>");
        connection.receive("<handshake>" + handshake(id(connection.take())) + "</handshake>");
        assertThat(connection.take()).isEqualTo("<handshake/>");
        return connection;
    }

    static String handshake(String id) {
        try {
            var sha1 = java.security.MessageDigest.getInstance("SHA-1");
            return java.util.HexFormat.of()
                    .formatHex(sha1.digest((id + "swordfish").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static String id(String xml) {
        var id = ID.matcher(xml);
        assertThat(id.find()).as(xml).isTrue();
        return id.group(1);
    }

    void says(String who, String xml) {
        world.actors.says(new Said(0, who, "server", xml), new Blanks());
        world.time.run();
    }

    void gets(String who, String xml) {
        world.actors.check(new Said(0, "server", who, xml), new Blanks(), who);
    }

    void julietEnables(String inside) {
        says("juliet.chat", "<iq type='set' id='1'><enable xmlns='urn:xmpp:push:0' " + inside + "</enable></iq>");
        gets(
                "juliet.chat",
                "<iq type='result' id='1' from='juliet@capulet.example' to='juliet@capulet.example/chat'/>");
    }

    void romeoWrites() {
        says("romeo.chat", "<message to='juliet@capulet.example' type='chat'><body>Wherefore</body></message>");
    }

    void disable(String node) {
        says(
                "juliet.chat",
                "<iq type='set' id='2'><disable xmlns='urn:xmpp:push:0' jid='push.capulet.example'" + node + "/></iq>");
        gets(
                "juliet.chat",
                "<iq type='result' id='2' from='juliet@capulet.example' to='juliet@capulet.example/chat'/>");
    }

    void refused(String request, String to, String type, String condition) {
        var from = to.isEmpty() ? "juliet@capulet.example" : "romeo@capulet.example";
        says("juliet.chat", "<iq type='set' id='3' " + to + ">" + request + "</iq>");
        gets(
                "juliet.chat",
                "<iq type='error' id='3' from='" + from + "' to='juliet@capulet.example/chat'><error type='" + type
                        + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    void restart() {
        world = new CoreWorld(database, SETTINGS);
        push = component();
    }
}
