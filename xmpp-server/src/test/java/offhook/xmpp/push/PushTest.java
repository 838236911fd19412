package offhook.xmpp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.push.PushStore.Registration;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** XEP-0357: push.capulet.example is the push service, a component; Juliet's device sleeps, Romeo writes. */
class PushTest {

    private static final Pattern ID = Pattern.compile(" id='([^']+)'");
    private static final List<String> SETTINGS =
            List.of("xmpp.component = [{ name = 'push.capulet.example', secret = 'swordfish' }]");
    private static final String OPTIONS = "<x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            + "<field var='secret'><value>eruio</value></field></x>";

    private final Database database = TestDatabases.sqlite();
    private CoreWorld world = new CoreWorld(database, SETTINGS);
    private MemoryConnection push = component();

    @AfterEach
    void close() {
        database.close();
    }

    private MemoryConnection component() {
        var connection =
                new MemoryConnection(world.time, world.core.components()::open, InetAddress.getLoopbackAddress());
        connection.receive("<stream:stream to='push.capulet.example' xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>");
        connection.receive("<handshake>" + handshake(id(connection.take())) + "</handshake>");
        assertThat(connection.take()).isEqualTo("<handshake/>");
        return connection;
    }

    private static String handshake(String id) {
        try {
            var sha1 = java.security.MessageDigest.getInstance("SHA-1");
            return java.util.HexFormat.of()
                    .formatHex(sha1.digest((id + "swordfish").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String id(String xml) {
        var id = ID.matcher(xml);
        assertThat(id.find()).as(xml).isTrue();
        return id.group(1);
    }

    private void says(String who, String xml) {
        world.actors.says(new Said(0, who, "server", xml), new Blanks());
        world.time.run();
    }

    private void gets(String who, String xml) {
        world.actors.check(new Said(0, "server", who, xml), new Blanks(), who);
    }

    private void julietEnables(String inside) {
        says("juliet.chat", "<iq type='set' id='1'><enable xmlns='urn:xmpp:push:0' " + inside + "</enable></iq>");
        gets(
                "juliet.chat",
                "<iq type='result' id='1' from='juliet@capulet.example' to='juliet@capulet.example/chat'/>");
    }

    private void romeoWrites() {
        says("romeo.chat", "<message to='juliet@capulet.example' type='chat'><body>Wherefore</body></message>");
    }

    @Test
    void aDeviceIsWokenWhenAMessageIsStored() {
        julietEnables("jid='push.capulet.example' node='yxs'>" + OPTIONS);
        romeoWrites();
        assertThat(push.take())
                .contains(
                        "from='capulet.example' to='push.capulet.example'",
                        "<publish node='yxs'><item><notification xmlns='urn:xmpp:push:0'>",
                        "<field var='message-count' type='text-single'><value>1</value></field>",
                        "<publish-options>",
                        "<value>eruio</value>")
                .doesNotContain("Wherefore", "romeo");
        says(
                "romeo.chat",
                "<message to='juliet@capulet.example' type='chat'>"
                        + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        assertThat(push.take()).isEmpty();
    }

    @Test
    void whoIsThereIsNotWoken() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        says("juliet.chat", "<presence/>");
        romeoWrites();
        assertThat(push.take()).isEmpty();
    }

    @Test
    void anAlertOfAServiceWakesADevice() {
        julietEnables("jid='push.capulet.example'>");
        world.core
                .deliveries()
                .deliver(
                        Jid.of("phone.capulet.example"),
                        Jid.parse("juliet@capulet.example"),
                        "a1",
                        "Missed call",
                        null);
        world.time.run();
        assertThat(push.take()).contains("<publish><item><notification");
    }

    @Test
    void anErrorOfTheServiceIsTheEnd() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        push.receive("<iq type='error' from='push.capulet.example' to='capulet.example' id='" + id(push.take())
                + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        romeoWrites();
        assertThat(push.take()).isEmpty();
        assertThat(new PushTable(database).all()).isEmpty();
    }

    @Test
    void manyMessagesAreTwoPushes() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        for (int i = 0; i < 20; i++) {
            romeoWrites();
        }
        assertThat(counts()).containsExactly(1);
        world.time.pass(Course.WINDOW);
        assertThat(counts()).containsExactly(20);
        world.time.pass(Course.WINDOW);
        assertThat(counts()).isEmpty();
        romeoWrites();
        assertThat(counts()).containsExactly(21);
    }

    @Test
    void whoWasThereStartsAgain() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        romeoWrites();
        says("juliet.chat", "<presence/>");
        world.time.pass(Course.WINDOW);
        assertThat(counts()).containsExactly(1);
        says("juliet.chat", "<presence type='unavailable'/>");
        romeoWrites();
        assertThat(counts()).containsExactly(1);
    }

    /** What it says of each push that came. */
    private List<Integer> counts() {
        return Pattern.compile("message-count' type='text-single'><value>([0-9]+)<")
                .matcher(push.take())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** §8: it is told again by itself, later and later, and after ten errors not any more. */
    @Test
    void whatMayPassIsBorneWithForAWhile() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        var rest = Course.FIRST_REST;
        for (int i = 0; i < 9; i++) {
            refuse(push.take());
            romeoWrites();
            world.time.pass(rest.minusMillis(1));
            assertThat(counts()).isEmpty();
            if (i == 8) {
                push.cut(); // remote-server-timeout is the tenth
            }
            world.time.pass(Duration.ofMillis(1));
            rest = rest.multipliedBy(2).compareTo(Course.LONGEST_REST) < 0 ? rest.multipliedBy(2) : Course.LONGEST_REST;
        }
        push = component();
        romeoWrites();
        world.time.pass(Course.LONGEST_REST);
        assertThat(counts()).isEmpty();
        assertThat(new PushTable(database).all()).isEmpty();
        assertThat(world.core.pushes()).isEqualTo(new PushNumbers(10, 10, 1));
    }

    @Test
    void oneAnswerMendsAll() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        for (int i = 1; i <= 20; i++) {
            var asked = push.take();
            if (i % 5 == 0) {
                push.receive(
                        "<iq type='result' from='push.capulet.example' to='capulet.example' id='" + id(asked) + "'/>");
                world.time.pass(Course.WINDOW);
                romeoWrites();
            } else {
                refuse(asked);
                world.time.pass(Course.FIRST_REST.multipliedBy(8));
            }
        }
        assertThat(push.take()).contains("<notification");
    }

    /** A service that is away is asked again, and the device hears of all that came in the meantime. */
    @Test
    void nothingIsForgottenWhileTheServiceIsAway() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        push.cut();
        romeoWrites();
        romeoWrites();
        push = component();
        world.time.pass(Course.FIRST_REST);
        assertThat(counts()).containsExactly(2);
    }

    private void refuse(String asked) {
        push.receive(
                "<iq type='error' from='push.capulet.example' to='capulet.example' id='" + id(asked)
                        + "'><error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    void nobodyElseAnswersForTheService() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        push.receive("<iq type='error' from='other@push.capulet.example' to='capulet.example' id='" + id(push.take())
                + "'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        world.time.pass(Course.WINDOW);
        romeoWrites();
        assertThat(push.take()).contains("<notification");
    }

    @Test
    void aServiceIsDisabled() {
        julietEnables("jid='push.capulet.example' node='a'>");
        julietEnables("jid='push.capulet.example' node='b'>");
        disable(" node='a'");
        romeoWrites();
        romeoWrites();
        assertThat(push.take()).contains("node='b'").doesNotContain("node='a'");
        disable("");
        world.time.pass(Course.WINDOW);
        assertThat(push.take()).isEmpty();
    }

    private void disable(String node) {
        says(
                "juliet.chat",
                "<iq type='set' id='2'><disable xmlns='urn:xmpp:push:0' jid='push.capulet.example'" + node + "/></iq>");
        gets(
                "juliet.chat",
                "<iq type='result' id='2' from='juliet@capulet.example' to='juliet@capulet.example/chat'/>");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("<enable xmlns='urn:xmpp:push:0'/>", "", "modify", "bad-request");
        refused("<enable xmlns='urn:xmpp:push:0' jid='a@@b'/>", "", "modify", "jid-malformed");
        refused("<enable xmlns='urn:xmpp:push:0' jid='romeo@capulet.example/chat'/>", "", "cancel", "not-allowed");
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.montague.example'/>",
                "",
                "cancel",
                "remote-server-not-found");
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.capulet.example'/>",
                "to='romeo@capulet.example'",
                "auth",
                "forbidden");
        for (int i = 0; i < 10; i++) {
            julietEnables("jid='push.capulet.example' node='" + i + "'>");
        }
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.capulet.example' node='x'/>",
                "",
                "wait",
                "resource-constraint");
        julietEnables("jid='push.capulet.example' node='9'>");
    }

    private void refused(String request, String to, String type, String condition) {
        var from = to.isEmpty() ? "juliet@capulet.example" : "romeo@capulet.example";
        says("juliet.chat", "<iq type='set' id='3' " + to + ">" + request + "</iq>");
        gets(
                "juliet.chat",
                "<iq type='error' id='3' from='" + from + "' to='juliet@capulet.example/chat'><error type='" + type
                        + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    @Test
    void aClientThatMayComeBackIsWokenItself() {
        says("juliet.chat", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        gets("juliet.chat", "<enabled xmlns='urn:xmpp:sm:3' id='{any}' resume='true' max='{any}'/>");
        julietEnables("jid='push.capulet.example' node='phone'>");
        says("juliet.chat", "<presence/>");
        world.actors.forget("juliet.chat");
        assertThat(world.happens(new Event(0, "juliet.chat disconnects"))).isTrue();
        world.time.run();
        romeoWrites();
        assertThat(push.take()).contains("node='phone'");
    }

    @Test
    void aRestartForgetsNobody() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        world = new CoreWorld(database, SETTINGS);
        push = component();
        romeoWrites();
        assertThat(push.take()).contains("<notification");
    }

    @OnEachDatabase
    void theTable(Database other) {
        other.migrate("xmpp-push");
        var table = new PushTable(other);
        var juliet = Jid.parse("juliet@capulet.example");
        var service = Jid.of("push.capulet.example");
        var first = new Registration(service, "", "chat", "");
        var second = new Registration(service, "b", "chat", "<x/>");
        for (var one : List.of(first, second, second)) {
            table.put(juliet, one).toCompletableFuture().join();
        }
        assertThat(new ArrayList<>(table.all().get(juliet))).containsExactlyInAnyOrder(first, second);
        table.remove(juliet, first).toCompletableFuture().join();
        assertThat(table.all().get(juliet)).containsExactly(second);
    }
}
