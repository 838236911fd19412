package offhook.xmpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.directory.testing.TestPeople;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that is limited, RFC 6120 §13.12: whoever goes beyond it gets the error that is due, the log gets one line
 * that says what was wrong, and another client's ping is answered. What is just inside is in {@code hostile/size.txt}.
 */
class LimitsTest {

    private static final List<String> SETTINGS = List.of(
            "xmpp.tls = 'optional'",
            "xmpp.legacy_auth = true",
            "xmpp.limits.unsent = '64KB'",
            "xmpp.limits.strangers_per_address = 3",
            "xmpp.limits.failed_logins_per_address = 3",
            "xmpp.limits.clients_per_user = 2");

    private static final String HEADER = "<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String WRONG =
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + "AGp1bGlldAB3cm9uZw==</auth>";

    private final Logged log = Logged.by("offhook");
    private final Database database = TestDatabases.sqlite();
    private CoreWorld world;
    private MemoryConnection romeo;
    private MemoryConnection peer;

    /** @param breach what the client at the other end of {@code peer} does, or the clock */
    private record Limit(String name, boolean loggedIn, String condition, Consumer<LimitsTest> breach) {

        static Limit before(String name, String condition, String xml) {
            return new Limit(name + " before login", false, condition, test -> test.says(xml));
        }

        static Limit after(String name, String condition, String xml) {
            return new Limit(name + " after login", true, condition, test -> test.says(xml));
        }
    }

    private static Stream<Limit> limits() {
        var policy = "policy-violation";
        var much = "<message to='nurse@capulet.example/chat'><body>" + "x".repeat(50_000) + "</body></message>";
        return Stream.of(
                Limit.before("a stanza of more than 10 KB", policy, "<auth>" + "x".repeat(10_300)),
                Limit.after("a stanza of more than 256 KB", policy, "<message><body>" + "x".repeat(262_200)),
                Limit.before("33 elements inside each other", policy, "<a>".repeat(33)),
                Limit.after("65 elements inside each other", policy, "<a>".repeat(65)),
                Limit.before("a tag of more than 8 KB", policy, "<auth a='" + "x".repeat(8_200)),
                Limit.after("a tag of more than 8 KB", policy, "<message to='" + "x".repeat(8_200)),
                Limit.before("more than 2,000 names", policy, asking("n") + asking("m") + asking("o")),
                Limit.after("more than 2,000 names", policy, "<message>" + many(2_000, "<n#/>")),
                Limit.after("more than 2,000 names of attributes", policy, many(1_000, "<presence n#='' m#=''/>")),
                Limit.before("what is no UTF-8", "unsupported-encoding", "<auth>\u00C0\u00AF"),
                Limit.after("what is no UTF-8", "unsupported-encoding", "<message><body>\u00ED\u00A0\u0080"),
                Limit.after("a DOCTYPE", "restricted-xml", "<!DOCTYPE x>"),
                Limit.after("a comment", "restricted-xml", "<message><!-- x -->"),
                Limit.after("a processing instruction", "restricted-xml", "<?php x ?>"),
                Limit.after("an entity of its own", "restricted-xml", "<message><body>&lol;"),
                new Limit("a DOCTYPE at the beginning", false, "restricted-xml", test -> {
                    test.peer = test.connect();
                    test.says("<!DOCTYPE x [<!ENTITY lol 'lol'>]>");
                }),
                new Limit("another encoding", false, "unsupported-encoding", test -> {
                    test.peer = test.connect();
                    test.says("<?xml version='1.0' encoding='ISO-8859-1'?>");
                }),
                new Limit("30 seconds without a login", false, policy, test -> test.pass(30)),
                new Limit("30 seconds of sending spaces", false, policy, test -> {
                    for (int i = 0; i < 30; i++) {
                        test.says(" ");
                        test.pass(1);
                    }
                }),
                new Limit("three failed logins", false, policy, test -> test.says(WRONG + WRONG + WRONG)),
                new Limit("a fourth failed login from one address", false, policy, test -> {
                    for (var user : List.of("juliet", "nurse", "tybalt")) {
                        var other = test.connect();
                        other.receive(HEADER + guess(user));
                        other.receive("</stream:stream>");
                        test.pass(6);
                    }
                    test.says(guess("romeo"));
                    test.pass(1);
                }),
                new Limit("a fourth stranger from one address", false, policy, test -> {
                    test.connect();
                    test.connect();
                    test.peer = test.connect();
                }),
                new Limit("a third client of a user", false, "stanza/resource-constraint", test -> {
                    test.logIn(test.connect(), "juliet", "balcony");
                    test.logIn(test.connect(), "juliet", "chamber");
                    test.says(auth("juliet", "garden"));
                }),
                new Limit("more than 64 KB for one who does not read", true, "resource-constraint", test -> {
                    test.peer = test.connect();
                    test.logIn(test.peer, "nurse", "chat");
                    test.peer.getStuck();
                    test.romeo.receive(much + much);
                    test.peer.recover();
                }),
                new Limit("something for one who reads nothing for 60 s", true, "connection-timeout", test -> {
                    test.peer.getStuck();
                    test.says("<iq type='get' id='p' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
                    test.pass(70);
                    test.peer.recover();
                }));
    }

    /** A request that a stranger may make, with 700 names in it. */
    private static String asking(String name) {
        return "<iq type='get' id='1'><query xmlns='jabber:iq:auth'>" + many(700, "<" + name + "#/>") + "</query></iq>";
    }

    private static String many(int times, String element) {
        var all = new StringBuilder();
        for (int i = 0; i <= times; i++) {
            all.append(element.replace("#", Integer.toString(i)));
        }
        return all.toString();
    }

    @BeforeEach
    void open() {
        world = new CoreWorld(database, SETTINGS);
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> eachBreachIsOneErrorAndOneLine() {
        return limits().map(limit -> DynamicTest.dynamicTest(limit.name(), () -> check(limit)));
    }

    private void check(Limit limit) {
        romeo = connect();
        logIn(romeo, "romeo", "chat");
        peer = connect();
        if (limit.loggedIn()) {
            logIn(peer, "juliet", "chat");
        } else {
            says(HEADER);
        }
        peer.take();
        log.clear();

        limit.breach().accept(this);

        String answer = peer.take();
        String condition = limit.condition();
        if (condition.startsWith("stanza/")) {
            condition = condition.substring(7);
            assertThat(answer).contains("<" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'");
        } else {
            assertThat(answer)
                    .contains("<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'")
                    .endsWith("</stream:error></stream:stream>");
            pass(6);
            assertThat(peer.isOpen()).as("open").isFalse();
        }
        assertThat(lines()).as("lines of the log").hasSize(1);
        romeo.take();
        romeo.receive("<iq type='get' id='alive' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(romeo.take()).startsWith("<iq type='result' id='alive'");
        world = new CoreWorld(database, SETTINGS);
    }

    /** What an operator sees; each wrong password has a line of its own, for whoever counts those. */
    private List<String> lines() {
        return log.lines(Level.INFO).stream()
                .filter(line -> !line.startsWith("login failed "))
                .toList();
    }

    private void says(String xml) {
        peer.receive(xml.getBytes(ISO_8859_1));
    }

    private void pass(int seconds) {
        world.time.pass(Duration.ofSeconds(seconds));
    }

    private MemoryConnection connect() {
        return new MemoryConnection(world.time, world.core.streams(), InetAddress.getLoopbackAddress());
    }

    private void logIn(MemoryConnection connection, String user, String resource) {
        connection.receive(HEADER + auth(user, resource));
        assertThat(connection.take()).endsWith("<iq type='result' id='1'/>");
    }

    private static String guess(String user) {
        return auth(user, "r").replace(TestPeople.password(user), "wrong");
    }

    private static String auth(String user, String resource) {
        return "<iq type='set' id='1'><query xmlns='jabber:iq:auth'><username>" + user + "</username><password>"
                + TestPeople.password(user) + "</password><resource>" + resource + "</resource></query></iq>";
    }
}
