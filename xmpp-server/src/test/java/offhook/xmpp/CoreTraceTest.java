package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file under traces/im is one test of the whole server, from its streams to its tables. */
class CoreTraceTest {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final List<String> TABLES =
            List.of("roster", "roster_item", "offline_message", "private_xml", "vcard", "pep_item");

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> traces() {
        DATABASE.migrate("xmpp-server");
        return TraceFile.all(CoreTraceTest.class)
                .filter(trace -> trace.name().startsWith("im"))
                .map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) {
        DATABASE.write(tx -> {
            TABLES.forEach(table -> tx.execute("DELETE FROM " + table));
            return null;
        });
        var world = new CoreWorld(DATABASE, trace.settings());
        var blanks = new Blanks();
        for (var step : trace.steps()) {
            if (step instanceof Pause pause) {
                world.time.pass(pause.length());
            } else if (step instanceof Said said && said.to().equals("server")) {
                world.says(said, blanks);
            } else if (step instanceof Said said) {
                world.actors.check(said, blanks, trace.name());
            } else if (!world.happens((Event) step)) {
                fail(trace.name() + ":" + step.line() + ": what is \"" + ((Event) step).text() + "\"?");
            }
        }
        assertThat(world.actors.unread().stream()
                        .filter(line -> trace.only().isEmpty()
                                || trace.only().stream().anyMatch(only -> line.startsWith(only + " ")))
                        .toList())
                .as("sent, but not in the trace")
                .isEmpty();
    }
}
