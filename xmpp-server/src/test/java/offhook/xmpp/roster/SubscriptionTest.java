package offhook.xmpp.roster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.xmpp.roster.Subscription.Request;
import offhook.xmpp.testing.States;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SubscriptionTest {

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
        States.ALL.forEach(
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
            var before = States.subscription(cells.get(0));
            var passed = cells.get(1).trim().equals("yes");
            var after = States.subscription(cells.get(2));
            if (table.contains(" sent ")) {
                var sent = before.sent(request, States.approved(cells.get(0)));
                assertThat(sent).isEqualTo(new Subscription.Sent(after, passed, States.approved(cells.get(2))));
            } else {
                var reply = cells.size() < 4
                        ? Optional.<Request>empty()
                        : Optional.of(Request.valueOf(cells.get(3).trim().toUpperCase(Locale.ROOT)));
                var received = before.received(request, States.approved(cells.get(0)));
                assertThat(received)
                        .isEqualTo(new Subscription.Received(after, passed, reply, States.approved(cells.get(2))));
            }
        }
    }
}
