package offhook.xmpp.presence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.RosterStore.Changed;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.Subscription.Half;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.States;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of RFC 6121 Appendix A through the whole server, with a contact elsewhere who sees all that is routed: what is
 * routed or delivered to whom, what is answered, which clients are pushed what, all of it in its order, and what is kept.
 */
class SubscriptionTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@montague.example");

    @TestFactory
    Stream<DynamicTest> appendixA() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        String table = "";
        for (var line : lines()) {
            if (line.startsWith("A.")) {
                table = line;
            } else {
                var cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
                var row = new Flow(table, cells);
                tests.add(dynamicTest(table + ": " + line, row::check));
            }
        }
        return tests.stream();
    }

    private static List<String> lines() throws IOException {
        try (var file = SubscriptionTableTest.class.getResourceAsStream("/roster/subscription-states.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** The contact's server, as far as ours sees of it. */
    private static final class Montague implements Service {

        private final List<String> routed = new ArrayList<>();

        @Override
        public Jid jid() {
            return Jid.of("montague.example");
        }

        @Override
        public String name() {
            return "Montague";
        }

        @Override
        public String identity() {
            return "server/im";
        }

        @Override
        public void received(Message message) {
            throw new AssertionError(message);
        }

        @Override
        public void received(Presence presence) {
            routed.add(seen(presence));
        }
    }

    private record Flow(String table, List<String> cells) {

        void check() {
            var montague = new Montague();
            var world = new World(PresenceOverlay.NONE, List.of(montague));
            var before = States.item(JULIET, ROMEO, cells.get(0));
            world.store.save(JULIET, new Changed(1, 0, List.of(new Row(before, 1)), List.of()));
            world.time.run();
            var chamber = world.connect("juliet/chamber")
                    .says("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");
            var garden = world.connect("juliet/garden").says("<presence/>");
            var balcony = world.online("juliet/balcony"); // this one is available and interested, those are one of both
            List.of(chamber, garden).forEach(TestClient::got);
            montague.routed.clear();

            boolean sent = table.contains(" sent ");
            if (sent) {
                balcony.says("<presence to='%s/orchard' type='%s' id='p'/>".formatted(ROMEO, type()));
            } else {
                world.router.route(Presence.of(Presence.Type.valueOf(type().toUpperCase(Locale.ROOT)), ROMEO, JULIET));
                world.time.run();
            }

            assertThat(montague.routed).as("routed").isEqualTo(sent ? routed(before) : answered(before));
            boolean subscribe = type().equals("subscribe");
            var delivered = sent || !passed() ? List.<String>of() : List.of(type() + ' ' + ROMEO);
            var none = List.<String>of();
            assertThat(got(balcony)).as("available and interested").isEqualTo(join(delivered, pushed(before)));
            assertThat(got(chamber)).as("interested").isEqualTo(join(subscribe ? none : delivered, pushed(before)));
            assertThat(got(garden)).as("available").isEqualTo(subscribe ? delivered : none);
            checkKept(world, before);
        }

        private String type() {
            return table.substring(table.lastIndexOf(' ') + 1);
        }

        private boolean passed() {
            return cells.get(1).equals("yes");
        }

        /** §3.1.5, §3.2.2: presence follows an approval, and precedes a cancellation. */
        private List<String> routed(RosterItem before) {
            if (!passed()) {
                return List.of();
            }
            var stanza = List.of(type() + ' ' + JULIET);
            return switch (type()) {
                case "subscribed" -> join(stanza, presence("available"));
                case "unsubscribed" -> before.isSeen() ? join(presence("unavailable"), stanza) : stanza;
                default -> stanza;
            };
        }

        /** The fourth cell; and what goes with it by §3.1.3 rule 2 and §3.3.3 rule 3. */
        private List<String> answered(RosterItem before) {
            var answer = cells.size() > 3 ? List.of(cells.get(3) + ' ' + JULIET) : List.<String>of();
            return switch (type()) {
                case "subscribe" -> answer.isEmpty() ? answer : join(answer, presence("available"));
                case "unsubscribe" -> before.isSeen() ? join(presence("unavailable"), answer) : answer;
                default -> answer;
            };
        }

        private static List<String> presence(String type) {
            return List.of(type + ' ' + JULIET + "/garden", type + ' ' + JULIET + "/balcony");
        }

        /** What differs in the new state, if a client can see that. */
        private List<String> pushed(RosterItem before) {
            var after = States.item(JULIET, ROMEO, cells.get(2));
            var shown = shown(new RosterItem(
                    ROMEO,
                    before.listed() || after.listed(),
                    "",
                    List.of(),
                    after.subscription(),
                    after.approved(),
                    ""));
            return shown.equals(shown(before)) ? List.of() : List.of(shown);
        }

        private static String shown(RosterItem item) {
            return item.listed()
                    ? "push " + item.subscription().attribute() + (item.asks() ? " ask" : "")
                            + (item.approved() ? " approved" : "")
                    : "";
        }

        private void checkKept(World world, RosterItem before) {
            var expected = States.item(JULIET, ROMEO, cells.get(2));
            var kept = world.store.load(JULIET).rows().stream()
                    .map(Row::item)
                    .filter(item -> item.jid().equals(ROMEO))
                    .findFirst()
                    .orElse(RosterItem.unknown(ROMEO));
            assertThat(kept.subscription()).isEqualTo(expected.subscription());
            assertThat(kept.approved()).isEqualTo(expected.approved());
            assertThat(kept.listed()).isEqualTo(expected.listed() || before.listed());
            assertThat(kept.request().isEmpty())
                    .isEqualTo(expected.subscription().from() != Half.ASKED);
        }
    }

    private static List<String> got(TestClient client) {
        return client.stanzas().stream().map(SubscriptionTableTest::seen).toList();
    }

    private static String seen(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            return presence.type().name().toLowerCase(Locale.ROOT) + ' ' + presence.from();
        }
        var item = ((Iq) stanza).payload().children().get(0);
        assertThat(item.attribute("jid")).hasValue(ROMEO.toString());
        return "push " + item.attribute("subscription").orElseThrow()
                + item.attribute("ask").map(ask -> " ask").orElse("")
                + item.attribute("approved").map(approved -> " approved").orElse("");
    }

    private static List<String> join(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
