package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.Hostile;
import offhook.xmpp.testing.MemoryConnection;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What traces cannot show: bytes, turns, and how long things last. */
class ClientStreamTest {

    private static final String OLD = "<stream:stream to='capulet.example' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";

    private final StreamWorld world = new StreamWorld("xmpp.tls = 'optional'", "xmpp.legacy_auth = true");

    @Test
    void whatIsSentInATurnGoesOutInOneWrite() {
        var juliet = connect("juliet", "balcony");
        var romeo = connect("romeo", "orchard");
        int before = juliet.flushes();

        romeo.receive("<message to='juliet@capulet.example/balcony'/>".repeat(20));

        assertThat(juliet.flushes()).isEqualTo(before + 1);
        assertThat(juliet.take())
                .contains("from='romeo@capulet.example/orchard'")
                .hasSizeGreaterThan(1000);
    }

    /** RFC 6120 §4.3.3 and §4.7.3. */
    @Test
    void everyHeaderHasAnIdOfItsOwn() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 20; i++) {
            var connection = world.connect();
            connection.receive(OLD.replace("to=", "version='1.0' to="));
            connection.receive("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            connection.receive(OLD.replace("to=", "version='1.0' to="));
            Pattern.compile("<stream:stream [^>]* id='([^']{20,})'")
                    .matcher(connection.take())
                    .results()
                    .forEach(header -> ids.add(header.group(1)));
        }

        assertThat(ids).hasSize(40);
    }

    @Test
    void aNewSessionGetsItsAnswerFirst() {
        var connection = world.connect();
        connection.receive(OLD + login("juliet", "greeted"));

        assertThat(connection.take()).endsWith("<iq type='result' id='login'/><presence/>");
    }

    @Test
    void whatSeveralThreadsAddGoesOutInTheirOrder() throws InterruptedException {
        var juliet = connect("juliet", "balcony");
        var session = world.relay.sessions.get(Jid.parse("juliet@capulet.example/balcony"));

        for (int i = 0; i < 50; i++) {
            int number = i;
            var thread = new Thread(() -> session.send(message(number)));
            thread.start();
            thread.join();
        }

        assertThat(juliet.take().replaceAll("[^0-9]+", " ").strip().split(" "))
                .containsExactlyElementsOf(Stream.iterate(0, i -> i + 1)
                        .limit(50)
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void whoReadsNothingIsSentAway() {
        var juliet = connect("juliet", "balcony");
        var session = world.relay.sessions.get(Jid.parse("juliet@capulet.example/balcony"));
        juliet.getStuck();
        assertThat(world.streams.unwritten()).isZero();
        session.send(message(1));
        world.time.passSeconds(60);
        assertThat(juliet.isOpen()).isTrue();
        assertThat(world.streams.unwritten()).isGreaterThanOrEqualTo(message(1).bytes().length);

        world.time.passSeconds(20);

        assertThat(juliet.isOpen()).isFalse();
        assertThat(world.streams.unwritten()).isZero();
        assertThat(world.relay.endings).containsExactly("juliet@capulet.example/balcony CUT");
    }

    @Test
    void whoLetsTooMuchPileUpIsSentAwayAtOnce() {
        var juliet = connect("juliet", "balcony");
        var session = world.relay.sessions.get(Jid.parse("juliet@capulet.example/balcony"));
        juliet.getStuck();
        var big = Stanza.of(Element.of("message", Namespaces.CLIENT).with("id", "x".repeat(100_000)));

        for (int i = 0; i < 45; i++) {
            session.send(big);
            world.time.run();
        }

        assertThat(world.relay.endings).containsExactly("juliet@capulet.example/balcony CUT");
        world.time.passSeconds(5); // in which it could have read why
        assertThat(juliet.isOpen()).isFalse();
    }

    @Test
    void aCutLineEndsTheSession() {
        connect("juliet", "balcony").cut();

        assertThat(world.relay.endings).containsExactly("juliet@capulet.example/balcony CUT");
        assertThat(world.streams.count()).isZero();
    }

    @Test
    void aGoodbyeCountsOnlyIfEverythingWasSent() {
        var juliet = connect("juliet", "balcony");
        var session = world.relay.sessions.get(Jid.parse("juliet@capulet.example/balcony"));
        juliet.getStuck();
        session.send(message(1));
        world.time.run();

        juliet.receive("</stream:stream>");

        assertThat(world.relay.endings).containsExactly("juliet@capulet.example/balcony CUT");
    }

    @Test
    void silenceIsBrokenBySpaces() {
        var juliet = connect("juliet", "balcony");
        juliet.take();
        world.time.passSeconds(280);
        assertThat(juliet.take()).isEmpty();

        world.time.passSeconds(30);

        assertThat(juliet.take()).isEqualTo(" ");
    }

    @Test
    void aPausedSessionIsNotRead() {
        var juliet = connect("juliet", "balcony");
        var session = world.relay.sessions.get(Jid.parse("juliet@capulet.example/balcony"));
        session.pause();
        world.time.run();
        juliet.receive("<iq type='get' id='1'><a xmlns='b'/></iq>");
        assertThat(juliet.isReading()).isFalse();
        assertThat(juliet.take()).isEmpty();

        session.resume();

        assertThat(juliet.take()).contains("service-unavailable");
        assertThat(juliet.isReading()).isTrue();
    }

    @Test
    void stanzasMayBeLargeAfterLoginOnly() {
        var juliet = connect("juliet", "balcony");
        juliet.receive("<message id='m'><body>" + "x".repeat(200_000)
                + "</body></message><iq type='get' id='1'><a xmlns='b'/></iq>");
        assertThat(juliet.take()).contains("service-unavailable");

        juliet.receive("<message id='m'><body>" + "x".repeat(270_000) + "</body></message>");
        assertThat(juliet.take()).contains("<policy-violation ");
    }

    @Test
    void anAddressHasOnlySoManyStrangers() {
        var few = new StreamWorld(
                "xmpp.tls = 'optional'", "xmpp.legacy_auth = true", "xmpp.limits.strangers_per_address = 2");
        var one = few.connect();
        var two = few.connect();
        var three = few.connect();
        assertThat(three.take()).contains("<policy-violation ");
        assertThat(three.isOpen()).isFalse();

        one.receive(OLD + login("juliet", "balcony"));
        two.cut();

        assertThat(few.connect().take()).isEmpty();
        assertThat(few.connect().take()).isEmpty();
        assertThat(few.connect().take()).contains("<policy-violation ");
    }

    @Test
    void aPasswordDoesNotGetIntoTheTrace() {
        var juliet = connect("juliet", "balcony");
        juliet.receive("<message to='romeo@capulet.example'/><iq type='set' id='1'><query xmlns='jabber:iq:register'>"
                + "<username>juliet</username><password>new-secret</password></query></iq>");

        var noted = world.trace.read("juliet").stream()
                .map(crossing -> crossing.text())
                .toList();

        assertThat(noted).anyMatch(text -> text.contains("<message")).noneMatch(text -> text.contains("secret"));
    }

    /** The whole corpus: whatever one client sends before or after its login, another one's requests are answered. */
    @TestFactory
    Stream<DynamicTest> oneClientsBadInputIsNobodyElses() {
        var ping = "<iq type='get' id='ping'><ping xmlns='urn:xmpp:ping'/></iq>";
        var romeo = connect("romeo", "orchard");
        return Stream.of("markup.txt", "encoding.txt", "namespace.txt", "header.txt", "size.txt")
                .flatMap(file -> Hostile.file(file).stream())
                .map(hostile -> DynamicTest.dynamicTest(hostile.toString(), () -> {
                    var stranger = world.connect();
                    stranger.receive(hostile.where().startsWith("header") ? "" : OLD);
                    stranger.take();
                    stranger.receive(hostile.bytes());

                    String answer = stranger.take();
                    if (hostile.expected().equals("none")) {
                        assertThat(answer).doesNotContain("not-well-formed", "restricted-xml", "bad-format");
                    } else {
                        assertThat(answer)
                                .containsAnyOf(
                                        "<" + hostile.expected() + " xmlns=",
                                        "<not-authorized xmlns=") // a whole stanza came first
                                .endsWith("</stream:error></stream:stream>");
                    }
                    stranger.cut();
                    romeo.receive(ping);
                    assertThat(romeo.take()).contains("id='ping'");
                }));
    }

    private MemoryConnection connect(String user, String resource) {
        var connection = world.connect();
        connection.receive(OLD + login(user, resource));
        assertThat(connection.take()).endsWith("<iq type='result' id='login'/>");
        return connection;
    }

    private static String login(String user, String resource) {
        return "<iq type='set' id='login'><query xmlns='jabber:iq:auth'><username>" + user + "</username><password>"
                + user + "-secret</password><resource>" + resource + "</resource></query></iq>";
    }

    private static Stanza message(int number) {
        return Stanza.of(Element.of("message", Namespaces.CLIENT).with("id", "" + number));
    }
}
