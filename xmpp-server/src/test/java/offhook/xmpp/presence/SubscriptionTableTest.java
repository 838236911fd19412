package offhook.xmpp.presence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.roster.Subscription.Half.ASKED;
import static offhook.xmpp.roster.Subscription.Half.NO;
import static offhook.xmpp.roster.Subscription.Half.YES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.RosterItem;
import offhook.xmpp.roster.RosterStore.Changed;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.Subscription;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of RFC 6121 Appendix A, from the user's client through the whole server to the contact's and back: what is
 * routed or delivered, what is answered, what the roster says then, and what is kept.
 */
class SubscriptionTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");

    @TestFactory
    Stream<DynamicTest> appendixA() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        String table = "";
        for (var line : lines()) {
            if (line.startsWith("A.")) {
                table = line;
            } else {
                var row = new Flow(table, line.split("\\|"));
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

    /** Juliet is the user, Romeo the contact, whose own roster knows nothing: what reaches him is seen by his client. */
    private record Flow(String table, String... cells) {

        void check() {
            var world = new World();
            var before = item(cells[0]);
            world.store.save(JULIET, new Changed(1, 0, List.of(new Row(before, 1)), List.of()));
            world.time.run();
            var type = table.substring(table.lastIndexOf(' ') + 1);
            var after = table.contains(" sent ") ? sent(world, type) : received(world, type);
            var expected = item(cells[2]);
            assertThat(after.subscription()).isEqualTo(expected.subscription());
            assertThat(after.approved()).isEqualTo(expected.approved());
            assertThat(after.listed()).isEqualTo(expected.listed() || before.listed());
            assertThat(after.request().isEmpty())
                    .isEqualTo(expected.subscription().from() != ASKED);
        }

        private RosterItem sent(World world, String type) {
            var juliet = world.online("juliet/balcony");
            // Romeo wants to hear everything: he asked for her presence, and she may have asked for his.
            var his = mirror(item(cells[0]).subscription());
            var request = his.from() == ASKED
                    ? Presence.of(Presence.Type.SUBSCRIBE, JULIET, ROMEO).toString()
                    : "";
            var mirrored = new RosterItem(JULIET, true, "", List.of(), his, false, request);
            world.store.save(ROMEO, new Changed(1, 0, List.of(new Row(mirrored, 1)), List.of()));
            world.time.run();
            var romeo = world.online("romeo/orchard");
            juliet.got();
            juliet.says("<presence to='romeo@capulet.example' type='%s'/>".formatted(type));
            var heard = String.join("\n", romeo.got());
            boolean routed = cells[1].trim().equals("yes");
            if (!routed || mirroredChanges(type)) {
                assertThat(heard.contains("type='" + type + "'")).isEqualTo(routed);
            }
            return stored(world);
        }

        /** Whether the contact's server passes such a stanza on to his client, by its own tables. */
        private boolean mirroredChanges(String type) {
            var his = mirror(item(cells[0]).subscription());
            return his.received(Subscription.Request.valueOf(type.toUpperCase(Locale.ROOT)), false)
                    .deliver();
        }

        private RosterItem received(World world, String type) {
            var juliet = world.online("juliet/balcony");
            world.router.route(Presence.of(Presence.Type.valueOf(type.toUpperCase(Locale.ROOT)), ROMEO, JULIET));
            world.time.run();
            assertThat(String.join("\n", juliet.got()).contains("type='" + type + "'"))
                    .describedAs("delivered")
                    .isEqualTo(cells[1].trim().equals("yes"));
            return stored(world);
        }

        private static Subscription mirror(Subscription subscription) {
            return new Subscription(subscription.from(), subscription.to());
        }

        private static RosterItem stored(World world) {
            return world.store.load(JULIET).rows().stream()
                    .map(Row::item)
                    .filter(item -> item.jid().equals(ROMEO))
                    .findFirst()
                    .orElse(RosterItem.unknown(ROMEO));
        }

        private static RosterItem item(String cell) {
            var to = cell.contains("Out") ? ASKED : cell.contains("To") || cell.contains("Both") ? YES : NO;
            var from = cell.contains("In") || cell.contains("+In")
                    ? ASKED
                    : cell.contains("From") || cell.contains("Both") ? YES : NO;
            boolean approved = cell.contains("approved");
            boolean listed = to != NO || from == YES || approved;
            return new RosterItem(
                    ROMEO,
                    listed,
                    "",
                    List.of(),
                    new Subscription(to, from),
                    approved,
                    from == ASKED ? "<presence from='romeo@capulet.example' type='subscribe'/>" : "");
        }
    }
}
