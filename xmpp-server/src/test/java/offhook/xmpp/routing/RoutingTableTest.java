package offhook.xmpp.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every cell of the message table in docs/routing.md, RFC 6121 §8.5.4. */
class RoutingTableTest {

    private static final List<String> TYPES = List.of("normal", "chat", "groupchat", "headline", "error");

    @TestFactory
    Stream<DynamicTest> messages() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var line : Files.readAllLines(Path.of("../docs/routing.md"))) {
            var cells = Arrays.stream(line.split("\\|")).map(String::trim).toList();
            if (cells.size() == 8 && cells.get(3).length() == 1) {
                for (int i = 0; i < TYPES.size(); i++) {
                    var cell = new Cell(cells.get(1), cells.get(2), TYPES.get(i), cells.get(3 + i));
                    tests.add(dynamicTest(cell.toString(), cell::check));
                }
            }
        }
        assertThat(tests).hasSize(13 * 5);
        return tests.stream();
    }

    private record Cell(String condition, String to, String type, String expected) {

        void check() {
            var world = new World();
            var kept = new ArrayList<Message>();
            world.installer.at(Stage.NOBODY_HOME, (account, message) -> {
                kept.add(message);
                return null;
            });
            var romeo = world.online("romeo/orchard");
            var clients = clients(world);
            romeo.says("<message to='%s' type='%s' id='m'><body>hi</body>%s</message>"
                    .formatted(address(), type, type.equals("error") ? error() : ""));
            var got = new ArrayList<String>();
            clients.forEach((name, client) -> client.stanzas().forEach(stanza -> {
                assertThat(stanza.to()).hasToString(address()); // §8.5.2.1.1: never rewritten
                assertThat(stanza.from()).isEqualTo(romeo.jid());
                got.add(name);
            }));
            var answers = romeo.got();
            assertThat(outcome(got, kept, answers)).isEqualTo(expected);
        }

        private String outcome(List<String> got, List<Message> kept, List<String> answers) {
            if (!answers.isEmpty()) {
                assertThat(answers).hasSize(1);
                assertThat(answers.get(0)).contains("type='error'", "service-unavailable", "from='" + address() + "'");
                assertThat(got).isEmpty();
                assertThat(kept).isEmpty();
                return "E";
            }
            if (!kept.isEmpty()) {
                assertThat(got).isEmpty();
                return "O";
            }
            if (got.isEmpty()) {
                return "S";
            }
            if (to.equals("full match")) {
                assertThat(got).containsExactly(condition.contains("negative resources") ? named() : "balcony");
                return "D";
            }
            boolean several = condition.startsWith("several");
            if (several && got.equals(List.of("balcony", "chamber"))) {
                return "M";
            }
            assertThat(got)
                    .containsExactlyElementsOf(several ? List.of("balcony", "chamber", "garden") : List.of("balcony"));
            return several || expected.equals("A") ? "A" : "M";
        }

        private String named() {
            return condition.startsWith("only") ? "cellar" : "garden";
        }

        private String address() {
            var bare =
                    condition.equals("account does not exist") ? "rosaline@capulet.example" : "juliet@capulet.example";
            return switch (to) {
                case "bare" -> bare;
                case "full match" -> bare + '/' + (condition.contains("negative resources") ? named() : "balcony");
                default -> bare + "/gone";
            };
        }

        private Map<String, TestClient> clients(World world) {
            var clients = new LinkedHashMap<String, TestClient>();
            if (condition.startsWith("only")) {
                clients.put("cellar", online(world, "cellar", -1));
            } else if (condition.startsWith("one")) {
                clients.put("balcony", online(world, "balcony", 0));
            } else if (condition.startsWith("several")) {
                clients.put("balcony", online(world, "balcony", 5));
                clients.put("chamber", online(world, "chamber", 5));
                clients.put("garden", online(world, "garden", 1));
                clients.put("cellar", online(world, "cellar", -1));
                clients.put("connected", world.connect("juliet/connected"));
            }
            clients.values().forEach(TestClient::got);
            return clients;
        }

        private static TestClient online(World world, String resource, int priority) {
            return world.connect("juliet/" + resource)
                    .says("<presence><priority>" + priority + "</priority></presence>");
        }

        private static String error() {
            return "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        }
    }
}
