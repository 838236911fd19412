package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import offhook.directory.testing.TestPeople;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.Hostile;
import offhook.xmpp.testing.MemoryConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole corpus of bad input against the whole server, in one portion and byte by byte. Whatever somebody sends, they
 * get the error that is due and another client's ping is answered.
 */
class HostileStreamTest {

    /** Such that the lines of size.txt, which are written for strangers, hold for a client that has logged in. */
    private static final List<String> SETTINGS = List.of(
            "xmpp.tls = 'optional'",
            "xmpp.legacy_auth = true",
            "xmpp.limits.stanza = '10KB'",
            "xmpp.limits.depth = 32");

    private static Database database;
    private static CoreWorld world;
    private static MemoryConnection romeo;

    @BeforeAll
    static void open() {
        database = TestDatabases.sqlite();
        world = new CoreWorld(database, SETTINGS);
        romeo = connect();
        logIn(romeo, "romeo");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> fromTheFirstByte() {
        return tests(false, "header.txt", "connection.txt");
    }

    @TestFactory
    Stream<DynamicTest> afterTheLogin() {
        return tests(true, "markup.txt", "encoding.txt", "size.txt", "namespace.txt", "session.txt");
    }

    private static Stream<DynamicTest> tests(boolean loggedIn, String... files) {
        return Stream.of(files)
                .flatMap(file -> Hostile.file(file).stream())
                .map(hostile -> DynamicTest.dynamicTest(hostile.toString(), () -> {
                    play(hostile, loggedIn, hostile.bytes().length);
                    if (hostile.bytes().length < 100_000) {
                        play(hostile, loggedIn, 1);
                    }
                }));
    }

    private static void play(Hostile hostile, boolean loggedIn, int portion) {
        var connection = connect();
        if (loggedIn) {
            logIn(connection, "juliet");
        }
        byte[] bytes = hostile.bytes();
        for (int at = 0; at < bytes.length; at += portion) {
            connection.receive(bytes, at, Math.min(portion, bytes.length - at));
        }
        world.time.pass(Duration.ofSeconds(6)); // a client that does not say goodbye is left
        check(hostile, connection);
        connection.cut();
        romeo.take();
        romeo.receive("<iq type='get' id='alive' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        assertThat(romeo.take()).as("the other client's ping").startsWith("<iq type='result' id='alive'");
    }

    private static void check(Hostile hostile, MemoryConnection connection) {
        String answer = connection.take();
        String expected = hostile.expected();
        var told = assertThat(answer).as(hostile.toString());
        if (expected.startsWith("sasl/")) {
            told.contains("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><" + expected.substring(5))
                    .doesNotContain("</stream:stream>");
        } else if (expected.startsWith("stanza/")) {
            told.contains("<" + expected.substring(7) + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'")
                    .doesNotContain("</stream:stream>");
        } else if (expected.equals("none")) {
            told.doesNotContain("error");
        } else {
            told.contains("<stream:error><" + expected + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'")
                    .endsWith("</stream:error></stream:stream>");
            assertThat(connection.isOpen()).as(hostile + " is closed").isFalse();
        }
    }

    private static MemoryConnection connect() {
        return new MemoryConnection(world.time, world.core.streams(), InetAddress.getLoopbackAddress());
    }

    private static void logIn(MemoryConnection connection, String user) {
        connection.receive("<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams'><iq type='set' id='1'>"
                + "<query xmlns='jabber:iq:auth'><username>" + user + "</username><password>"
                + TestPeople.password(user) + "</password><resource>chat</resource></query></iq>");
        assertThat(connection.take()).endsWith("<iq type='result' id='1'/>");
    }
}
