package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.stream.Stream;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file under traces is one test of the whole server, from its streams to its tables; streams alone have a driver of their own. */
class XmppTraceTest {

    private static final Database DATABASE = TestDatabases.sqlite();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> traces() {
        return TraceFile.all(XmppTraceTest.class)
                .filter(trace -> !trace.name().startsWith("stream"))
                .map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) {
        CoreWorld.wipe(DATABASE);
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
