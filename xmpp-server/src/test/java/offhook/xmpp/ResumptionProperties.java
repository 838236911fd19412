package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.ManagedClient;

/** However connections break: nothing is lost, nothing changes its place, and resumed sessions get nothing twice. */
class ResumptionProperties {

    private static final Database DATABASE = TestDatabases.sqlite();

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.frequency(
                        net.jqwik.api.Tuple.of(6, "romeo says"),
                        net.jqwik.api.Tuple.of(3, "juliet reads"),
                        net.jqwik.api.Tuple.of(2, "juliet breaks"),
                        net.jqwik.api.Tuple.of(2, "juliet resumes"),
                        net.jqwik.api.Tuple.of(1, "romeo breaks"),
                        net.jqwik.api.Tuple.of(1, "a minute passes"))
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 40)
    void everythingComesOnceAndInItsOrder(@ForAll("events") List<String> events) {
        CoreWorld.wipe(DATABASE);
        var world = new CoreWorld(DATABASE, List.of());
        var romeo = new ManagedClient(world, "romeo").starts();
        var juliet = new ManagedClient(world, "juliet").starts();
        var said = new ArrayList<String>();
        var minutes = 0;
        for (var event : events) {
            switch (event) {
                case "romeo says" -> {
                    said.add("m" + said.size());
                    romeo.says("<message to='juliet@capulet.example' type='chat' id='m" + (said.size() - 1)
                            + "'><body>Hi</body></message>");
                }
                case "juliet reads" -> juliet.reads();
                case "juliet breaks" -> juliet.breaks();
                case "juliet resumes" -> resume(juliet);
                case "romeo breaks" -> {
                    romeo.breaks();
                    assertThat(romeo.resumes()).isTrue();
                }
                default -> {
                    world.time.pass(Duration.ofMinutes(1));
                    minutes = juliet.isConnected() ? 0 : minutes + 1;
                }
            }
            if (minutes == 4) {
                resume(juliet);
                minutes = 0;
            }
        }
        resume(juliet);
        assertThat(juliet.messages()).containsExactlyElementsOf(said);
        assertThat(romeo.isSafe()).isTrue();
        assertThat(juliet.reads().isConnected()).isTrue();
    }

    private static void resume(ManagedClient client) {
        assertThat(client.resumes()).isTrue();
    }
}
