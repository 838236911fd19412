package offhook.xmpp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import offhook.directory.address.Jid;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.testing.Phone;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Pattern ID = Pattern.compile("sessionid='([^']+)'");
    private static final Jid PHONE = Jid.of("phone.capulet.example");

    private final World world = new World(PresenceOverlay.NONE, List.of(new Phone()));
    private final TestClient juliet = world.online("juliet/balcony");
    private final List<String> rung = new ArrayList<>();
    private final List<CompletableFuture<Step>> slow = new ArrayList<>();
    private final Commands commands = new Commands(world.lanes, world.time, new Random(1));

    CommandsTest() {
        world.install(commands)
                .install(new Discovery(
                        world.router, List.of(new Phone()), new Visibility(world.accounts, world.rosters)));
        commands.at(Jid.of("capulet.example"), Command.of("ring", "Ring somebody", this::ring))
                .at(
                        Jid.of("capulet.example"),
                        Command.of("secret", "Secret", asker -> Step.now(Step.done("psst")))
                                .onlyFor(asker -> asker.local().equals("nurse")))
                .at(Jid.of("capulet.example"), Command.of("slow", "Slow", asker -> {
                    slow.add(new CompletableFuture<>());
                    return slow.get(slow.size() - 1);
                }))
                .at(PHONE, Command.of("call", "Call", asker -> Step.now(Step.done("it rings"))))
                .atOwnAccount(Command.of("mine", "Mine", asker -> Step.now(Step.done("hello " + asker))));
    }

    private CompletionStage<Step> ring(Jid asker) {
        return Step.ask(DataForm.of("form", "urn:example:ring").needs("whom", "jid-single", "Whom"), whom -> {
            if (whom.jid("whom").local().equals("tybalt")) {
                throw StanzaError.conflict("not him");
            }
            return Step.askLast(
                    DataForm.of("form", "urn:example:ring")
                            .choice("how", "How", "soft", option("soft"), option("loud"))
                            .bool("twice", "Twice", false),
                    how -> rung(whom, how));
        });
    }

    private static DataForm.Option option(String name) {
        return new DataForm.Option(name, name);
    }

    private CompletionStage<Step> rung(Answers whom, Answers how) {
        rung.add(whom.jid("whom") + " " + how.text("how").orElse("-") + " " + how.flag("twice"));
        return Step.now(Step.done("rung"));
    }

    private String ask(String to, String payload) {
        return ask("set", to, payload);
    }

    private String ask(String type, String to, String payload) {
        return juliet.says("<iq type='" + type + "' id='1' to='" + to + "'>" + payload + "</iq>")
                .gotOne();
    }

    private String run(String attributes, String form) {
        return ask(
                "capulet.example",
                "<command xmlns='http://jabber.org/protocol/commands' node='ring' " + attributes + ">" + form
                        + "</command>");
    }

    private static String session(String reply) {
        var id = ID.matcher(reply);
        assertThat(id.find()).as(reply).isTrue();
        return "sessionid='" + id.group(1) + "' ";
    }

    private static String form(String var, String... values) {
        var text = new StringBuilder("<x xmlns='jabber:x:data' type='submit'><field var='" + var + "'>");
        for (var value : values) {
            text.append("<value>").append(value).append("</value>");
        }
        return text + "</field></x>";
    }

    @Test
    void aCommandOfTwoFormsIsFilledIn() {
        var first = run("", "");
        assertThat(first)
                .contains(
                        "type='result'",
                        "status='executing'",
                        "xml:lang='en'",
                        "<actions execute='next'><next/></actions>",
                        "<required/>");
        var second = run(session(first) + "action='next'", form("whom", "romeo@capulet.example"));
        assertThat(second).contains("<actions execute='complete'><prev/><complete/></actions>", "list-single");
        assertThat(session(second)).isEqualTo(session(first));
        var third = run(session(first), form("how", "loud"));
        assertThat(third).contains("status='completed'", "<note type='info'>rung</note>");
        assertThat(rung).containsExactly("romeo@capulet.example loud false");
        assertThat(run(session(first), "")).contains("not-allowed", "<session-expired");
    }

    @Test
    void whoeverGoesBackFindsWhatTheyHadFilledIn() {
        var first = run("", "");
        run(session(first), form("whom", "romeo@capulet.example"));
        assertThat(run(session(first) + "action='prev'", ""))
                .contains("<actions execute='next'><next/></actions>", "<value>romeo@capulet.example</value>");
        assertThat(run(session(first) + "action='prev'", "")).contains("bad-request", "<bad-action");
        run(session(first), form("whom", "nurse@capulet.example"));
        run(session(first) + "action='complete'", form("twice", "true"));
        assertThat(rung).containsExactly("nurse@capulet.example soft true");
    }

    @Test
    void aCommandIsCancelled() {
        var first = run("", "");
        assertThat(run(session(first) + "action='cancel'", "")).contains("status='canceled'");
        assertThat(run(session(first) + "action='cancel'", "")).contains("<session-expired");
        assertThat(rung).isEmpty();
    }

    @Test
    void mistakesHaveTheirConditions() {
        var first = session(run("", ""));
        assertThat(run(first + "action='jump'", "")).contains("bad-request", "<malformed-action");
        assertThat(run(first + "action='complete'", form("whom", "a@b"))).contains("<bad-action");
        assertThat(run(first, "")).contains("<bad-payload", "whom: it has to be filled in");
        assertThat(run(first, form("whom", "a@@b"))).contains("<bad-payload", "whom: expected a JID");
        assertThat(run(first, form("whom", "a@b", "c@d"))).contains("<bad-payload", "one value");
        assertThat(run("action='next'", "")).contains("<bad-sessionid");
        assertThat(run("sessionid='guessed'", "")).contains("<bad-sessionid");
        assertThat(run("xml:lang='???'", "")).contains("<bad-locale");
        assertThat(run(first + "xml:lang='de'", form("whom", "tybalt@capulet.example")))
                .contains("conflict", "not him");
        assertThat(run(first, form("whom", "romeo@capulet.example"))).contains("status='executing'");
        assertThat(run(first, form("how", "screaming"))).contains("<bad-payload", "how: expected one of the options");
        assertThat(run(first, form("twice", "maybe"))).contains("<bad-payload");
        assertThat(run(first, form("how", "loud"))).contains("status='completed'");
    }

    @Test
    void aSessionBelongsToOneClientAndOneCommand() {
        var first = session(run("", ""));
        var phone = world.online("juliet/phone");
        juliet.got();
        assertThat(phone.says(
                                "<iq type='set' id='1' to='capulet.example'><command xmlns='http://jabber.org/protocol/commands'"
                                        + " node='ring' " + first + "/></iq>")
                        .gotOne())
                .contains("<bad-sessionid");
        assertThat(ask(
                        "capulet.example",
                        "<command xmlns='http://jabber.org/protocol/commands' node='slow' " + first + "/>"))
                .contains("<bad-sessionid");
    }

    @Test
    void aSessionEndsAfterTenMinutesAndWithTheSixth() {
        var first = session(run("", ""));
        world.time.pass(Sessions.LIFE.minusSeconds(1));
        assertThat(run(first, "")).contains("<bad-payload");
        world.time.pass(Sessions.LIFE.plusSeconds(1));
        assertThat(run(first, "")).contains("<session-expired");
        var eldest = session(run("", ""));
        for (int i = 0; i < Sessions.MOST_EACH - 1; i++) {
            run("", "");
        }
        assertThat(run(eldest, "")).contains("<bad-payload");
        run("", "");
        assertThat(run(eldest, "")).contains("<bad-payload"); // it was not the one unused for longest
    }

    @Test
    void thereAreNotTooManySessionsAndNoneOfThoseWhoLeft() {
        var sessions = new Sessions(world.time, new Random(1));
        var command = Command.of("a", "A", asker -> Step.now(Step.done("")));
        for (int i = 0; i < Sessions.MOST; i++) {
            sessions.begin(Jid.parse("a@example.com/" + i), PHONE, command);
        }
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> sessions.begin(Jid.parse("b@example.com/1"), PHONE, command)))
                .hasMessageContaining("resource-constraint");
        sessions.forget(Jid.parse("a@example.com/1"));
        sessions.begin(Jid.parse("b@example.com/1"), PHONE, command);
        assertThat(sessions.size()).isEqualTo(Sessions.MOST);
    }

    @Test
    void whoeverDisconnectsLosesTheSession() {
        var first = session(run("", ""));
        juliet.leaves(Ending.CLOSED);
        var again = world.online("juliet/balcony");
        assertThat(again.says(
                                "<iq type='set' id='1' to='capulet.example'><command xmlns='http://jabber.org/protocol/commands'"
                                        + " node='ring' " + first + "/></iq>")
                        .gotOne())
                .contains("<bad-sessionid");
    }

    @Test
    void onlyThoseWhoMayFindAndRunACommand() {
        assertThat(disco("items", "capulet.example", Commands.NS))
                .contains("<item jid='capulet.example' node='ring' name='Ring somebody'/>", "node='slow'")
                .doesNotContain("secret");
        assertThat(disco("info", "capulet.example", "secret")).contains("forbidden");
        assertThat(ask("capulet.example", "<command xmlns='http://jabber.org/protocol/commands' node='secret'/>"))
                .contains("<forbidden");
        assertThat(ask("capulet.example", "<command xmlns='http://jabber.org/protocol/commands' node='none'/>"))
                .contains("<item-not-found");
    }

    private String disco(String what, String to, String node) {
        return ask("get", to, "<query xmlns='http://jabber.org/protocol/disco#" + what + "' node='" + node + "'/>");
    }

    @Test
    void commandsAreDiscovered() {
        assertThat(disco("info", "capulet.example", "")).contains("<feature var='" + Commands.NS + "'/>");
        assertThat(disco("info", "capulet.example", Commands.NS))
                .contains("<identity category='automation' type='command-list'");
        assertThat(disco("info", "capulet.example", "ring"))
                .contains(
                        "node='ring'",
                        "<identity category='automation' type='command-node' name='Ring somebody'/>",
                        "<feature var='" + Commands.NS + "'/>",
                        "<feature var='jabber:x:data'/>");
        assertThat(disco("items", "capulet.example", "ring")).contains("node='ring'/>");
        assertThat(disco("items", "capulet.example", "none")).contains("item-not-found");
        assertThat(disco("items", "phone.capulet.example", Commands.NS)).contains("node='call'");
        assertThat(disco("items", "juliet@capulet.example", Commands.NS)).contains("node='mine'");
    }

    @Test
    void aServiceAndTheOwnAccountHaveCommandsToo() {
        String call = "<command xmlns='http://jabber.org/protocol/commands' node='call'/>";
        String mine = "<command xmlns='http://jabber.org/protocol/commands' node='mine'/>";
        assertThat(ask("phone.capulet.example", call)).contains("it rings");
        assertThat(ask("juliet@capulet.example", mine)).contains("hello juliet@capulet.example/balcony");
        assertThat(ask("capulet.example", mine)).contains("item-not-found");
        assertThat(ask("romeo@capulet.example", mine)).contains("service-unavailable");
        assertThat(ask("rosaline@capulet.example", mine)).contains("service-unavailable");
    }

    @Test
    void aStepIsWaitedFor() {
        juliet.says("<iq type='set' id='1' to='capulet.example'><command xmlns='http://jabber.org/protocol/commands'"
                + " node='slow'/></iq>");
        assertThat(juliet.got()).isEmpty();
        slow.get(0).complete(Step.failed("no luck"));
        world.time.pass(Duration.ZERO);
        assertThat(juliet.gotOne()).contains("status='completed'", "<note type='error'>no luck</note>");
    }

    @Test
    void aCommandThatFailsAtOnceLeavesNoSession() {
        juliet.says("<iq type='set' id='1' to='capulet.example'><command xmlns='http://jabber.org/protocol/commands'"
                + " node='slow'/></iq>");
        slow.get(0).completeExceptionally(StanzaError.itemNotFound("gone"));
        world.time.pass(Duration.ZERO);
        assertThat(juliet.gotOne()).contains("item-not-found", "gone");
    }
}
