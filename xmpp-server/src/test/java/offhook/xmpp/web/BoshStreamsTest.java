package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import offhook.directory.testing.TestPeople;
import offhook.runtime.net.http.Handler;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0124 and XEP-0206 in memory, with the clock in our hand. */
class BoshStreamsTest {

    private static final long FIRST = 1_573_741_820;
    private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
    private static final String CREATE = "to='capulet.example' wait='60' hold='1' ver='1.6' xml:lang='en' "
            + "xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0'";
    private static final String PING =
            "<iq xmlns='jabber:client' type='get' id='p' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>";

    private final Database database = TestDatabases.sqlite();
    private final CoreWorld world = new CoreWorld(database, List.of());
    private final BoshStreams bosh = new BoshStreams(world.core.streams(), sid -> loop(), new SecureRandom(), 300_000);
    private final Handler handler = bosh::received;
    private offhook.runtime.work.Loop loop;

    private offhook.runtime.work.Loop loop() {
        if (loop == null) {
            loop = world.time.loop();
        }
        return loop;
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private CompletableFuture<Response> send(String text, boolean secure) {
        var from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        var request =
                new Request("POST", "/http-bind", Map.of(), Map.of(), Map.of(), text.getBytes(UTF_8), from, secure);
        var answer = handler.handle(request).toCompletableFuture();
        world.time.run();
        return answer;
    }

    private static String text(CompletableFuture<Response> answer) {
        assertThat(answer).isDone();
        var response = answer.join();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers()).containsEntry("Content-Type", "text/xml; charset=utf-8");
        return new String(((Response.Whole) response.body()).bytes(), UTF_8);
    }

    /** A client that counts its requests. */
    private final class Client {

        private long rid = FIRST;
        private String sid;
        private String created;

        Client create() {
            created = text(send("<body rid='" + rid + "' " + CREATE + " " + NS + "/>", true));
            sid = created.replaceAll("(?s).* sid='([A-Za-z0-9_-]{32})'.*", "$1");
            return this;
        }

        CompletableFuture<Response> asks(String attributes, String content) {
            return asksAs(++rid, attributes, content);
        }

        CompletableFuture<Response> asksAs(long number, String attributes, String content) {
            return send(
                    "<body rid='" + number + "' sid='" + sid + "' " + attributes + " " + NS + ">" + content + "</body>",
                    true);
        }

        Client logIn(String user) {
            create();
            var plain = "\0" + user + "\0" + TestPeople.password(user);
            var auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                    + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8)) + "</auth>";
            assertThat(text(asks("", auth))).contains("<success ");
            assertThat(text(asks("xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true' to='capulet.example'", "")))
                    .contains("<stream:features ", "<bind ");
            var bind = "<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                    + "<resource>web</resource></bind></iq>";
            assertThat(text(asks("", bind))).contains("<iq xmlns='jabber:client' ", "/web</jid>");
            return this;
        }
    }

    @Test
    void aSessionIsMade() {
        var client = new Client().create();
        assertThat(client.created)
                .startsWith("<body xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'")
                .contains("wait='60'", "requests='2'", "hold='1'", "inactivity='60'", "maxpause='120'", "ver='1.6'")
                .contains("ack='" + FIRST + "'", "from='capulet.example'", "authid='", "xmpp:version='1.0'")
                .contains("xmpp:restartlogic='true'", "xmlns:stream='http://etherx.jabber.org/streams'")
                .contains("<stream:features ", "PLAIN")
                .doesNotContain("starttls");
    }

    /** §7.2: the lower of both, each part a number of its own. */
    @ParameterizedTest
    @CsvSource({"1.6, 1.6", "1.11, 1.11", "1.12, 1.11", "2.0, 1.11", "1.6.1, 1.11", "'', 1.11"})
    void theLowerVersionIsSpoken(String asked, String spoken) {
        assertThat(text(send("<body rid='1' ver='" + asked + "' to='capulet.example' " + NS + "/>", true)))
                .contains(" ver='" + spoken + "'");
    }

    @Test
    void stanzasGoBothWays() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        assertThat(waiting).as("there is nothing to say").isNotDone();
        var second = juliet.asks("", PING);
        assertThat(text(waiting)).as("the oldest request gets it").contains("type='result'", "id='p'", "ack='");
        assertThat(second).isNotDone();
        var romeo = new Client().logIn("romeo");
        romeo.asks("", "<message xmlns='jabber:client' to='juliet@capulet.example/web'><body>\u2665</body></message>");
        assertThat(text(second)).contains("xmlns='jabber:client'", "from='romeo@capulet.example/web'", "\u2665");
    }

    @Test
    void anAnswerComesAfterTheWait() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        world.time.pass(Duration.ofSeconds(59));
        assertThat(waiting).isNotDone();
        world.time.pass(Duration.ofSeconds(1));
        assertThat(text(waiting)).isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind'/>");
    }

    @Test
    void requestsAreTakenInTheirOrder() {
        var juliet = new Client().logIn("juliet");
        long next = juliet.rid + 1;
        var later = juliet.asksAs(next + 1, "", PING.replace("id='p'", "id='second'"));
        assertThat(later).isNotDone();
        var sooner = juliet.asksAs(next, "", PING.replace("id='p'", "id='first'"));
        world.time.pass(Duration.ofMinutes(1));
        assertThat(text(sooner) + text(later)).containsSubsequence("id='first'", "id='second'");
    }

    @Test
    void anAnswerThatWasLostIsGivenAgain() {
        var juliet = new Client().logIn("juliet");
        var first = text(juliet.asks("", PING));
        assertThat(text(juliet.asksAs(juliet.rid, "", PING)))
                .as("and nothing is done twice")
                .isEqualTo(first);
        var waiting = juliet.asks("", "");
        var again = juliet.asksAs(juliet.rid, "", "");
        assertThat(text(waiting)).isEqualTo("<body xmlns='http://jabber.org/protocol/httpbind'/>");
        assertThat(again).isNotDone();
        world.time.pass(Duration.ofMinutes(1));
        assertThat(again).isDone();
    }

    @Test
    void numbersOutOfTheWindowEndTheSession() {
        var juliet = new Client().logIn("juliet");
        assertThat(text(juliet.asksAs(juliet.rid + 3, "", "")))
                .contains("type='terminate'", "condition='item-not-found'");
        assertThat(text(juliet.asks("", PING))).contains("condition='item-not-found'");
        var romeo = new Client().logIn("romeo");
        assertThat(text(romeo.asksAs(FIRST - 10, "", ""))).contains("condition='item-not-found'");
        assertThat(bosh.sessions()).isZero();
        assertThat(world.core.connected()).isZero();
    }

    @Test
    void aClientThatLeavesTheSessionIsGone() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        var end = juliet.asks("type='terminate'", "<presence xmlns='jabber:client' type='unavailable'/>");
        assertThat(text(waiting)).contains("type='terminate'");
        assertThat(text(end)).contains("type='terminate'").doesNotContain("condition");
        assertThat(world.core.connected()).isZero();
        assertThat(bosh.sessions()).isZero();
        assertThat(text(juliet.asks("", ""))).contains("condition='item-not-found'");
    }

    @Test
    void aClientThatSaysNothingMoreIsGone() {
        var juliet = new Client().logIn("juliet");
        text(juliet.asks("", PING));
        world.time.pass(Duration.ofSeconds(59));
        assertThat(world.core.connected()).isEqualTo(1);
        world.time.pass(Duration.ofSeconds(1));
        assertThat(world.core.connected()).isZero();
        assertThat(bosh.sessions()).isZero();
    }

    @Test
    void aClientMayPause() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        assertThat(text(juliet.asks("pause='120'", ""))).doesNotContain("terminate");
        assertThat(waiting).isDone();
        world.time.pass(Duration.ofSeconds(119));
        assertThat(world.core.connected()).isEqualTo(1);
        world.time.pass(Duration.ofSeconds(1));
        assertThat(world.core.connected()).isZero();
    }

    /** XEP-0124 §10: a pause is answered with nothing inside. */
    @Test
    void whatThereIsToSayWaitsForTheEndOfAPause() {
        var juliet = new Client().logIn("juliet");
        var romeo = new Client().logIn("romeo");
        var message = "<message xmlns='jabber:client' to='juliet@capulet.example/web'><body>late</body></message>";
        romeo.asks("", message); // while none of her requests waits
        assertThat(text(juliet.asks("pause='120'", PING))).doesNotContain("late", "id='p'", "terminate");
        world.time.pass(Duration.ofSeconds(100));
        assertThat(text(juliet.asks("", ""))).contains("late", "id='p'");
    }

    @Test
    void aSessionIsResumedInAnotherOne() {
        var juliet = new Client().logIn("juliet");
        var enabled = text(juliet.asks("", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>"));
        var id = enabled.replaceAll("(?s).*<enabled [^>]*id='([^']*)'.*", "$1");
        world.time.pass(Duration.ofMinutes(1));
        var romeo = new Client().logIn("romeo");
        romeo.asks(
                "",
                "<message xmlns='jabber:client' to='juliet@capulet.example/web' type='chat'><body>late</body></message>");
        var back = new Client().create();
        var plain = Base64.getEncoder().encodeToString(("\0juliet\0" + TestPeople.password("juliet")).getBytes(UTF_8));
        back.asks("", "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain + "</auth>");
        back.asks("xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true'", "");
        var resumed = text(back.asks("", "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='0'/>"));
        assertThat(resumed).contains("<resumed ", "<body>late</body>");
    }

    @Test
    void aStreamThatEndsSaysWhy() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        assertThat(text(juliet.asks("", "<nonsense xmlns='a'/>"))).contains("type='terminate'");
        assertThat(text(waiting))
                .contains("type='terminate'", "condition='remote-stream-error'", "<stream:error ")
                .contains("<unsupported-stanza-type ");
        assertThat(world.core.connected()).isZero();
        assertThat(text(send("<body rid='1' to='montague.example' " + NS + "/>", true)))
                .contains("type='terminate'", "condition='host-unknown'")
                .doesNotContain("<stream:error "); // XEP-0206 §2: it stands under remote-stream-error alone
    }

    @Test
    void theEndOfTheServerIsHeard() {
        var juliet = new Client().logIn("juliet");
        var waiting = juliet.asks("", "");
        world.core.streams().shutDown();
        world.time.run();
        assertThat(text(waiting))
                .contains("type='terminate'", "condition='system-shutdown'")
                .doesNotContain("<stream:error ");
        var romeo = new Client().create();
        assertThat(romeo.created).contains("sid='");
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThat(text(send("nonsense", true))).contains("condition='bad-request'");
        assertThat(text(send("<body " + NS + " to='capulet.example'/>", true))).contains("condition='bad-request'");
        assertThat(text(send("<body rid='9007199254740993' to='a' " + NS + "/>", true)))
                .contains("condition='bad-request'");
        assertThat(text(send("<body rid='1' " + NS + "/>", true))).contains("condition='improper-addressing'");
        assertThat(text(send("<body rid='1' sid='guess' " + NS + "/>", true))).contains("condition='item-not-found'");
    }

    @Test
    void nobodyElseReadsASession() {
        var juliet = new Client().logIn("juliet");
        var overheard = send("<body rid='" + (juliet.rid + 1) + "' sid='" + juliet.sid + "' " + NS + "/>", false);
        assertThat(text(overheard)).contains("condition='item-not-found'");
        assertThat(text(juliet.asks("", PING))).contains("type='result'");
        var plain = text(send("<body rid='1' " + CREATE + " " + NS + "/>", false));
        assertThat(plain).contains("<stream:features ").doesNotContain("mechanism", "starttls");
    }

    @Test
    void aClientThatPollsIsAnsweredAtOnce() {
        var created = text(send("<body rid='1' to='capulet.example' hold='0' wait='0' " + NS + "/>", true));
        assertThat(created).contains("wait='0'", "hold='0'", "requests='1'");
        var sid = created.replaceAll("(?s).* sid='([^']*)'.*", "$1");
        var next = text(send("<body rid='2' sid='" + sid + "' " + NS + "/>", true));
        assertThat(created + next).contains("<stream:features ");
        assertThat(text(send("<body rid='1' to='capulet.example' hold='1' wait='0' " + NS + "/>", true)))
                .as("§7.2: no longer than was asked for")
                .contains("wait='0'", "hold='0'");
    }

    /** §11: two requests for nothing within two seconds, and nothing came of the first. */
    @Test
    void aClientThatPollsTooOftenIsSentAway() {
        var created = text(send("<body rid='1' to='capulet.example' hold='0' wait='0' " + NS + "/>", true));
        assertThat(created).contains("polling='2'");
        var sid = created.replaceAll("(?s).* sid='([^']*)'.*", "$1");
        for (int rid = 2; rid < 5; rid++) {
            assertThat(text(send("<body rid='" + rid + "' sid='" + sid + "' " + NS + "/>", true)))
                    .doesNotContain("terminate");
            world.time.pass(Duration.ofSeconds(2));
        }
        assertThat(text(send("<body rid='5' sid='" + sid + "' " + NS + "/>", true)))
                .doesNotContain("terminate");
        assertThat(text(send("<body rid='6' sid='" + sid + "' " + NS + "/>", true)))
                .contains("type='terminate'", "condition='policy-violation'");
        assertThat(bosh.sessions()).isZero();
    }

    /** §12: as many requests as there may be are open, and the last one is for nothing. */
    @Test
    void aClientThatAsksForNothingTwiceAtOnceIsSentAway() {
        var juliet = new Client().logIn("juliet");
        var first = juliet.asks("", "");
        world.time.pass(Duration.ofSeconds(2));
        var second = juliet.asks("", "");
        assertThat(text(first)).doesNotContain("terminate"); // not too soon: the older one is answered
        assertThat(text(juliet.asks("", ""))).contains("type='terminate'", "condition='policy-violation'");
        assertThat(text(second)).contains("condition='policy-violation'");
        assertThat(world.core.connected()).isZero();
    }

    @Test
    void strangersDoNotStayForever() {
        var nobody = new Client().create();
        var waiting = nobody.asks("", "");
        world.time.pass(Duration.ofSeconds(30));
        assertThat(text(waiting)).contains("type='terminate'", "policy-violation");
        assertThat(bosh.sessions()).isZero();
    }
}
