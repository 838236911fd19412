package offhook.xmpp.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError.Condition;
import org.junit.jupiter.api.Test;

/** What a client may do, in which order, and what it is told when it may not. */
class ClientsTest {

    private World world = new World();

    private static String chat(String to, String body) {
        return "<message to='" + to + "' type='chat'><body>" + body + "</body></message>";
    }

    @Test
    void aNewcomerTakesTheResourceOver() {
        var old = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        var fresh = world.connect("juliet/balcony");
        assertThat(old.closed().condition()).isEqualTo(Condition.CONFLICT);
        old.leaves(Ending.CUT); // which takes nothing away from the newcomer
        old.says("<presence/>");
        romeo.says(chat("juliet@capulet.example/balcony", "hi"));
        assertThat(fresh.gotOne()).contains("<body>hi</body>");
        assertThat(fresh.closed()).isNull();
    }

    @Test
    void aUserHasSoManyClients() {
        for (int i = 0; i < 10; i++) {
            world.connect("juliet/" + i);
        }
        assertThatThrownBy(() -> world.connect("juliet/11"))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .isEqualTo(StanzaError.Condition.RESOURCE_CONSTRAINT));
        assertThat(world.connect("juliet/3").closed()).isNull();
    }

    @Test
    void whoHasLeftTheDirectoryIsSentAway() {
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        world.people.disable("juliet");
        world.time.run();
        assertThat(juliet.closed().condition()).isEqualTo(Condition.NOT_AUTHORIZED);
        assertThat(romeo.closed()).isNull();
        assertThatThrownBy(() -> world.connect("juliet/chamber")).isInstanceOf(StanzaError.class);
    }

    /** Requests that wait as long as the test wants. */
    private static final class Slow implements Feature {

        private final List<CompletableFuture<Element>> open = new ArrayList<>();

        @Override
        public Spec spec() {
            return Spec.xep(0, "", "Slow");
        }

        @Override
        public void install(Installer to) {
            to.iqSet(Target.ACCOUNT, "slow", "query", iq -> {
                var answer = new CompletableFuture<Element>();
                open.add(answer);
                return answer;
            });
        }
    }

    private static final String SLOW = "<iq type='set' id='s'><query xmlns='slow'/></iq>";

    @Test
    void whatComesBehindASlowRequestWaits() {
        var slow = new Slow();
        world.install(slow);
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        juliet.says(SLOW, chat("romeo@capulet.example", "1"), SLOW, chat("romeo@capulet.example", "2"));
        juliet.leaves(Ending.CLOSED);
        assertThat(romeo.got()).isEmpty();
        slow.open.get(0).complete(null);
        world.time.run();
        assertThat(romeo.gotOne()).contains("<body>1</body>");
        slow.open.get(1).completeExceptionally(StanzaError.conflict("no"));
        world.time.run();
        assertThat(romeo.gotOne()).contains("<body>2</body>");
        assertThat(juliet.got())
                .anyMatch(xml -> xml.contains("type='result'"))
                .anyMatch(xml -> xml.contains("conflict"));
        assertThat(world.accounts.connected()).isEqualTo(1);
    }

    @Test
    void aClientThatSaysTooMuchIsNotReadUntilItIsHandled() {
        var slow = new Slow();
        world.install(slow);
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        juliet.says(SLOW, chat("romeo@capulet.example", "x".repeat(40_000)));
        assertThat(juliet.paused()).isFalse();
        juliet.says(chat("romeo@capulet.example", "x".repeat(40_000)));
        assertThat(juliet.paused()).isTrue();
        slow.open.get(0).complete(null);
        world.time.run();
        assertThat(juliet.paused()).isFalse();
        assertThat(romeo.got()).hasSize(2);
        juliet.says(SLOW);
        for (int i = 0; i < 110; i++) {
            juliet.says(chat("romeo@capulet.example", "x".repeat(40_000)));
        }
        assertThat(juliet.closed().condition()).isEqualTo(Condition.RESOURCE_CONSTRAINT);
    }

    @Test
    void aFaultOfOursIsNoFaultOfTheStream() {
        world.installer.iqGet(Target.SERVER, "broken", "query", iq -> {
            throw new IllegalStateException("broken");
        });
        var juliet = world.online("juliet/balcony");
        juliet.says("<iq type='get' id='b' to='capulet.example'><query xmlns='broken'/></iq>");
        assertThat(juliet.gotOne()).contains("internal-server-error").doesNotContain("broken</text>");
        assertThat(juliet.closed()).isNull();
    }

    private String ask(TestClient client, String to, String type) {
        var inside = type.equals("get") ? "<query xmlns='unknown'/>" : "";
        client.says("<iq type='" + type + "' id='1' to='" + to + "'>" + inside + "</iq>");
        return String.join("", client.got());
    }

    /** docs/routing.md, "An iq for a user". */
    @Test
    void requestsForUsers() {
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        for (var to : List.of(
                "rosaline@capulet.example",
                "rosaline@capulet.example/x",
                "juliet@capulet.example",
                "juliet@capulet.example/gone",
                "capulet.example")) {
            assertThat(ask(romeo, to, "get")).contains("type='error'", "service-unavailable", "from='" + to + "'");
            assertThat(ask(romeo, to, "result")).isEmpty();
        }
        assertThat(juliet.got()).isEmpty();
        assertThat(ask(romeo, "juliet@capulet.example/balcony", "result")).isEmpty();
        assertThat(juliet.gotOne()).contains("type='result'", "romeo@capulet.example/orchard");
        assertThat(ask(romeo, "other.example", "get")).contains("remote-server-not-found");

        world.befriend("juliet", "romeo");
        juliet.got();
        romeo.got();
        assertThat(ask(romeo, "juliet@capulet.example/balcony", "get")).isEmpty();
        assertThat(juliet.gotOne()).contains("<query xmlns='unknown'/>", "from='romeo@capulet.example/orchard'");
        romeo.says("<iq type='set' id='f' to='juliet@capulet.example/balcony'><query xmlns='jabber:iq:roster'>"
                + "<item jid='tybalt@capulet.example' subscription='both'/></query></iq>");
        assertThat(romeo.gotOne()).contains("service-unavailable");
        assertThat(juliet.got()).isEmpty();
    }

    @Test
    void ownClientsMayAskEachOther() {
        var balcony = world.online("juliet/balcony");
        var chamber = world.online("juliet/chamber");
        balcony.got();
        assertThat(ask(chamber, "juliet@capulet.example/balcony", "get")).isEmpty();
        assertThat(balcony.gotOne()).contains("<query xmlns='unknown'/>");
    }

    /** RFC 6121 §8.5.3.1: a service may only if it got presence; people of this server may. */
    @Test
    void directedPresenceLetsAsk() {
        var errors = new ArrayList<Stanza>();
        var phone = new Phone(errors);
        world = new World(PresenceOverlay.NONE, List.of(phone));
        var juliet = world.online("juliet/balcony");
        var iq =
                "<iq type='get' id='q' from='bot@phone.example' to='juliet@capulet.example/balcony'><query xmlns='unknown'/></iq>";
        world.router.route(Stanza.parse(iq.getBytes(UTF_8)));
        world.time.run();
        assertThat(juliet.got()).isEmpty();
        assertThat(errors).hasSize(1).first().asString().contains("service-unavailable");

        juliet.says("<presence to='bot@phone.example'/>");
        world.router.route(Stanza.parse(iq.getBytes(UTF_8)));
        world.time.run();
        assertThat(juliet.gotOne()).contains("<query xmlns='unknown'/>");

        var romeo = world.online("romeo/orchard");
        assertThat(ask(romeo, "juliet@capulet.example/balcony", "get")).isEmpty();
        assertThat(juliet.got()).hasSize(1);
    }

    private record Phone(List<Stanza> errors) implements Service {

        @Override
        public Jid jid() {
            return Jid.of("phone.example");
        }

        @Override
        public String name() {
            return "Phone";
        }

        @Override
        public String identity() {
            return "gateway/sip";
        }

        @Override
        public void received(Message message) {
            errors.add(message);
        }

        @Override
        public boolean received(Iq iq) {
            return errors.add(iq);
        }
    }

    /** RFC 6120 §10.3. */
    @Test
    void withoutAToItIsForTheAccount() {
        var balcony = world.online("juliet/balcony");
        var chamber = world.online("juliet/chamber");
        balcony.got();
        chamber.got();
        balcony.says("<message type='chat'><body>note</body></message>");
        assertThat(chamber.gotOne()).contains("to='juliet@capulet.example'", "from='juliet@capulet.example/balcony'");
        assertThat(balcony.gotOne()).contains("note");
        balcony.says("<iq type='get' id='u'><query xmlns='unknown'/></iq>");
        assertThat(balcony.gotOne()).contains("service-unavailable");
        balcony.says("<presence type='subscribe'/>");
        assertThat(balcony.gotOne()).contains("bad-request");
    }

    @Test
    void messagesElsewhere() {
        var juliet = world.online("juliet/balcony");
        juliet.says(chat("capulet.example", "hi"));
        assertThat(juliet.gotOne()).contains("service-unavailable");
        juliet.says(chat("romeo@montague.example", "hi"));
        assertThat(juliet.gotOne()).contains("remote-server-not-found");
        juliet.says("<presence to='romeo@montague.example'/>");
        assertThat(juliet.gotOne()).contains("remote-server-not-found");
        juliet.says("<presence to='romeo@montague.example' type='subscribe'/>");
        assertThat(juliet.gotOne()).contains("remote-server-not-found");
    }

    @Test
    void theServerAsksAndWaits() {
        var juliet = world.online("juliet/balcony");
        var romeo = world.online("romeo/orchard");
        var resource = world.accounts.resource(juliet.jid()).orElseThrow();
        var answers = new ArrayList<Optional<Iq>>();
        world.questions.ask(resource, Element.of("ping", "urn:xmpp:ping"), Duration.ofSeconds(5), answers::add);
        var id = juliet.gotOne().replaceAll("(?s).* id='([^']*)'.*", "$1");
        romeo.says("<iq type='result' to='capulet.example' id='" + id + "'/>"); // is not the one who was asked
        assertThat(answers).isEmpty();
        juliet.says("<iq type='result' to='capulet.example' id='" + id + "'/>");
        juliet.says("<iq type='result' to='capulet.example' id='" + id + "'/>");
        assertThat(answers).hasSize(1).allMatch(Optional::isPresent);
        world.questions.ask(resource, Element.of("ping", "urn:xmpp:ping"), Duration.ofSeconds(5), answers::add);
        world.time.passSeconds(5);
        assertThat(answers).hasSize(2).last().isEqualTo(Optional.empty());
        world.questions.ask(resource, Element.of("ping", "urn:xmpp:ping"), Duration.ofSeconds(5), answers::add);
        juliet.leaves(Ending.CUT);
        world.time.passSeconds(10);
        assertThat(answers).hasSize(2);
        assertThat(world.time.timers()).isZero();
    }
}
