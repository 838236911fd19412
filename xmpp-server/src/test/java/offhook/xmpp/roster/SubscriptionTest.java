package offhook.xmpp.roster;

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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.xmpp.roster.Subscription.Request;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SubscriptionTest {

    private static final Map<String, Subscription> STATES = Map.of(
            "None", new Subscription(NO, NO),
            "None + Pending Out", new Subscription(ASKED, NO),
            "None + Pending In", new Subscription(NO, ASKED),
            "None + Pending Out+In", new Subscription(ASKED, ASKED),
            "To", new Subscription(YES, NO),
            "To + Pending In", new Subscription(YES, ASKED),
            "From", new Subscription(NO, YES),
            "From + Pending Out", new Subscription(ASKED, YES),
            "Both", new Subscription(YES, YES));

    /** Every row of the eight tables of Appendix A, and the rows that pre-approval (§3.4) adds. */
    @TestFactory
    Stream<DynamicTest> appendixA() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        String table = "";
        for (var line : lines()) {
            if (line.startsWith("A.")) {
                table = line;
            } else {
                var row = new Row(table, List.of(line.split("\\|")));
                tests.add(dynamicTest(table + ": " + line, row::check));
            }
        }
        assertThat(tests).hasSize(8 * 9 + 3 + 3 + 3);
        return tests.stream();
    }

    @Test
    void theAttributeNamesTheFourPrimaryStates() {
        STATES.forEach(
                (name, state) -> assertThat(name.toLowerCase(Locale.ROOT)).startsWith(state.attribute()));
    }

    private static List<String> lines() throws IOException {
        try (var file = SubscriptionTest.class.getResourceAsStream("/roster/subscription-states.txt")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private record Row(String table, List<String> cells) {

        void check() {
            var request =
                    Request.valueOf(table.substring(table.lastIndexOf(' ') + 1).toUpperCase(Locale.ROOT));
            var before = state(cells.get(0));
            var passed = cells.get(1).trim().equals("yes");
            var after = state(cells.get(2));
            if (table.contains(" sent ")) {
                var sent = before.sent(request, approved(cells.get(0)));
                assertThat(sent).isEqualTo(new Subscription.Sent(after, passed, approved(cells.get(2))));
            } else {
                var reply = cells.size() < 4
                        ? Optional.<Request>empty()
                        : Optional.of(Request.valueOf(cells.get(3).trim().toUpperCase(Locale.ROOT)));
                var received = before.received(request, approved(cells.get(0)));
                assertThat(received).isEqualTo(new Subscription.Received(after, passed, reply, approved(cells.get(2))));
            }
        }

        private static Subscription state(String cell) {
            return STATES.get(cell.replace(", approved", "").trim());
        }

        private static boolean approved(String cell) {
            return cell.contains("approved");
        }
    }
}
