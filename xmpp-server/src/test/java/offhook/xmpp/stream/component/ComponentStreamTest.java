package offhook.xmpp.stream.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0114: irc.capulet.example is a component of the whole server in memory, romeo.chat a user. */
class ComponentStreamTest {

    private static final String HEADER = "<stream:stream to='irc.capulet.example' xmlns='jabber:component:accept'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final Pattern ID = Pattern.compile(" id='([^']+)'");

    private final Database database = TestDatabases.sqlite();
    private final CoreWorld world = new CoreWorld(
            database,
            List.of(
                    "xmpp.component = [{ name = 'irc.capulet.example', secret = 'swordfish' }]",
                    "xmpp.limits.unsent = '64KB'",
                    "xmpp.rooms.enabled = false",
                    "xmpp.pubsub.enabled = false"));

    @AfterEach
    void close() {
        database.close();
    }

    private MemoryConnection connect() {
        return new MemoryConnection(world.time, world.core.components()::open, InetAddress.getLoopbackAddress());
    }

    private MemoryConnection component() {
        var connection = connect();
        connection.receive(HEADER);
        connection.receive("<handshake>" + proof(connection.take(), "swordfish") + "</handshake>");
        assertThat(connection.take()).isEqualTo("<handshake/>");
        return connection;
    }

    private static String proof(String header, String secret) {
        var id = ID.matcher(header);
        assertThat(id.find()).as(header).isTrue();
        return Component.handshake(id.group(1), secret);
    }

    private void romeo(String xml) {
        world.actors.says(new Said(0, "romeo.chat", "server", xml), new Blanks());
        world.time.run();
    }

    private void romeoGets(String xml) {
        world.actors.check(new Said(0, "server", "romeo.chat", xml), new Blanks(), "romeo");
    }

    /** The example of §3. */
    @Test
    void theHandshakeIsTheHashOfIdAndSecret() {
        assertThat(Component.handshake("3BF96D32", "test")).isEqualTo("aaee83c26aeeafcbabeabfcbcd50df997e0a2a1e");
    }

    @Test
    void stanzasGoBothWays() {
        var irc = component();
        romeo("<message to='nick@irc.capulet.example/x' type='chat' id='1'><body>a &lt; b</body></message>"
                + "<iq to='irc.capulet.example' type='get' id='2'><ping xmlns='urn:xmpp:ping'/></iq>"
                + "<presence to='irc.capulet.example'/>");
        assertThat(irc.take())
                .contains(
                        "<message from='romeo@capulet.example/chat' to='nick@irc.capulet.example/x' type='chat' id='1'>",
                        "<body>a &lt; b</body>",
                        "<iq from='romeo@capulet.example/chat' to='irc.capulet.example' type='get' id='2'>",
                        "<ping xmlns='urn:xmpp:ping'/>",
                        "<presence from='romeo@capulet.example/chat' to='irc.capulet.example'/>")
                .doesNotContain("jabber:client");
        irc.receive("<iq from='irc.capulet.example' to='romeo@capulet.example/chat' type='result' id='2'/>"
                + "<message from='nick@irc.capulet.example' to='romeo@capulet.example/chat' id='3'><body>hi</body>"
                + "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/></forwarded></message>");
        romeoGets("<iq from='irc.capulet.example' to='romeo@capulet.example/chat' type='result' id='2'/>"
                + "<message from='nick@irc.capulet.example' to='romeo@capulet.example/chat' id='3'><body>hi</body>"
                + "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/></forwarded></message>");
        irc.receive("<iq from='irc.capulet.example' to='capulet.example' type='get' id='4'>"
                + "<query xmlns='jabber:iq:version'/></iq>");
        assertThat(irc.take()).contains("type='result'", "<name>Offhook</name>", "to='irc.capulet.example'");
    }

    @Test
    void errorsComeBack() {
        var irc = component();
        irc.receive("<message from='irc.capulet.example' to='romeo@montague.example' id='1'><body>x</body></message>");
        assertThat(irc.take()).contains("type='error'", "remote-server-not-found", "to='irc.capulet.example'");
        irc.receive("<message from='irc.capulet.example' to='a@@b' id='2'><body>x</body></message>");
        assertThat(irc.take()).contains("type='error'", "jid-malformed");
    }

    /** What clients may not send when the disk is full, components may not either. */
    @Test
    void whatIsNotAdmittedComesBack() {
        world.core.admit(stanza -> {
            if (stanza instanceof Message) {
                throw StanzaError.resourceConstraint("no room");
            }
        });
        var irc = component();
        irc.receive("<message from='irc.capulet.example' to='romeo@capulet.example' id='1'><body>x</body></message>");
        assertThat(irc.take()).contains("type='error'", "id='1'", "resource-constraint");
        irc.receive("<iq from='irc.capulet.example' to='capulet.example' type='get' id='2'>"
                + "<ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(irc.take()).contains("type='result'", "id='2'");
    }

    @Test
    void itIsShownWhileItIsThere() {
        var items = "<iq type='get' id='1' to='capulet.example'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>";
        romeo(items);
        romeoGets("<iq type='result' id='1' from='capulet.example' to='romeo@capulet.example/chat'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='phone.capulet.example' name='Phone'/></query></iq>");
        component();
        romeo(items);
        romeoGets("<iq type='result' id='1' from='capulet.example' to='romeo@capulet.example/chat'>"
                + "<query xmlns='http://jabber.org/protocol/disco#items'>"
                + "<item jid='phone.capulet.example' name='Phone'/>"
                + "<item jid='irc.capulet.example' name='irc.capulet.example'/></query></iq>");
    }

    @Test
    void whileItIsAwaySendersAreTold() {
        var timeout = "<error type='wait'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        romeo(
                "<message to='irc.capulet.example' type='chat' id='1'><body>x</body></message><presence to='irc.capulet.example'/>");
        romeoGets("<message from='irc.capulet.example' to='romeo@capulet.example/chat' type='error' id='1'>" + timeout
                + "</message>");
        var irc = component();
        irc.cut();
        romeo("<iq to='irc.capulet.example' type='get' id='2'><ping xmlns='urn:xmpp:ping'/></iq>");
        romeoGets("<iq from='irc.capulet.example' to='romeo@capulet.example/chat' type='error' id='2'>" + timeout
                + "</iq>");
    }

    @Test
    void oneThatDoesNotKeepUpIsGivenNoMoreAndThenUp() {
        var irc = component();
        irc.getStuck();
        var line =
                "<message to='irc.capulet.example' type='chat' id='1'><body>" + "x".repeat(8_000) + "</body></message>";
        for (int i = 0; i < 9; i++) {
            romeo(line);
        }
        romeoGets("<message from='irc.capulet.example' to='romeo@capulet.example/chat' type='error' id='1'>"
                + "<error type='wait'><resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>{any}</error>"
                + "</message>");
        assertThat(irc.isOpen()).isTrue();
        world.time.pass(Duration.ofSeconds(80));
        assertThat(irc.isOpen()).isFalse();
        assertThat(world.core.components().connected()).isZero();
    }

    @Test
    void thatWhichWasTakenMakesRoom() {
        var irc = component();
        var line =
                "<message to='irc.capulet.example' type='chat' id='1'><body>" + "x".repeat(8_000) + "</body></message>";
        for (int i = 0; i < 20; i++) {
            romeo(line);
            assertThat(irc.take()).contains("xxx");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "romeo@capulet.example, romeo@capulet.example, invalid-from",
        "capulet.example, romeo@capulet.example, invalid-from",
        "x.irc.capulet.example, romeo@capulet.example, invalid-from",
        ", romeo@capulet.example, improper-addressing",
        "irc.capulet.example, , improper-addressing"
    })
    void nobodyIsSpokenForButItsOwnDomain(String from, String to, String condition) {
        var irc = component();
        irc.receive("<message" + (from == null ? "" : " from='" + from + "'") + (to == null ? "" : " to='" + to + "'")
                + "><body>x</body></message>");
        assertThat(irc.take()).contains("<stream:error><" + condition, "</stream:error></stream:stream>");
        assertThat(irc.isOpen()).isFalse();
    }

    @Test
    void whatOnlyAServerSaysIsStripped() {
        var irc = component();
        romeo("<presence to='irc.capulet.example'/>");
        irc.receive("<message from='irc.capulet.example' to='romeo@capulet.example/chat'><body>x</body>"
                + "<delay xmlns='urn:xmpp:delay' from='capulet.example' stamp='2002-09-10T23:41:07Z'/></message>");
        romeoGets("<message from='irc.capulet.example' to='romeo@capulet.example/chat'><body>x</body></message>");
    }

    @Test
    void aWrongSecretIsTheEnd() {
        var irc = connect();
        irc.receive(HEADER);
        var header = irc.take();
        assertThat(header).contains("xmlns='jabber:component:accept'", "from='irc.capulet.example'");
        irc.receive("<handshake>" + proof(header, "catfish") + "</handshake>");
        assertThat(irc.take()).contains("<not-authorized ", "</stream:stream>");
        assertThat(irc.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "<message from='irc.capulet.example' to='romeo@capulet.example'/>, not-authorized",
        "<handshake xmlns='jabber:client'/>, not-authorized",
        "<!DOCTYPE x>, restricted-xml",
        "<a></b>, not-well-formed",
        "text, bad-format"
    })
    void beforeTheHandshakeThereIsNothingElse(String xml, String condition) {
        var irc = connect();
        irc.receive(HEADER);
        irc.take();
        irc.receive(xml);
        assertThat(irc.take()).contains("<" + condition + ' ');
    }

    @ParameterizedTest
    @CsvSource({
        "irc.capulet.example, jabber:client, invalid-namespace",
        "icq.capulet.example, jabber:component:accept, host-unknown",
        "a@@b, jabber:component:accept, host-unknown"
    })
    void aHeaderThatCannotBe(String to, String namespace, String condition) {
        var irc = connect();
        irc.receive("<stream:stream to='" + to + "' xmlns='" + namespace
                + "' xmlns:stream='http://etherx.jabber.org/streams'>");
        assertThat(irc.take()).contains("<stream:stream ", "<" + condition + ' ', "</stream:stream>");
        assertThat(irc.isOpen()).isFalse();
    }

    @Test
    void whoeverTakesLongIsSentAway() {
        var irc = connect();
        irc.receive(HEADER);
        irc.take();
        world.time.pass(Duration.ofSeconds(31));
        assertThat(irc.take()).contains("<policy-violation ");
        assertThat(irc.isOpen()).isFalse();
    }

    @Test
    void aLargeStanzaIsOneThingAfterTheHandshakeAndAnotherBefore() {
        var large = "<message from='irc.capulet.example' to='irc.capulet.example'><body>" + "x".repeat(20_000)
                + "</body></message>";
        var irc = component();
        irc.receive(large);
        assertThat(irc.take()).contains("xxx");
        var stranger = connect();
        stranger.receive(HEADER);
        stranger.take();
        stranger.receive(large);
        assertThat(stranger.take()).contains("<policy-violation ");
    }

    @Test
    void theNewcomerWins() {
        var before = component();
        var after = component();
        assertThat(before.take()).contains("<conflict ", "</stream:stream>");
        romeo("<message to='irc.capulet.example' type='chat' id='1'><body>x</body></message>");
        assertThat(after.take()).contains("<body>x</body>");
    }

    @Test
    void atTheEndThereIsAGoodbye() {
        var irc = component();
        world.core.components().shutDown();
        assertThat(irc.take()).contains("<system-shutdown ", "</stream:stream>");
        var leaving = component();
        leaving.receive("</stream:stream>");
        assertThat(leaving.take()).isEqualTo("</stream:stream>");
        assertThat(world.core.components().connected()).isZero();
    }

    @Test
    void thereAreNotTooManyConnections() {
        for (int i = 0; i < 100; i++) {
            connect();
        }
        var last = connect();
        assertThat(last.take()).contains("<resource-constraint ");
    }
}
