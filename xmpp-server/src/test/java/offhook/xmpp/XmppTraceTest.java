package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file under traces is one test of the whole XMPP side; those of streams alone have a driver of their own. */
class XmppTraceTest {

    @TestFactory
    Stream<DynamicTest> traces() {
        return TraceFile.all(XmppTraceTest.class)
                .filter(trace ->
                        !trace.name().startsWith("stream") && !trace.name().startsWith("im"))
                .map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) {
        try (var world = new CoreWorld(trace.settings(), List.of())) {
            var blanks = new Blanks();
            for (var step : trace.steps()) {
                if (step instanceof Pause pause) {
                    world.time.pass(pause.length());
                } else if (step instanceof Event event) {
                    if (!world.actors.happens(event)) {
                        fail(trace.name() + ":" + event.line() + ": what is \"" + event.text() + "\"?");
                    }
                } else if (step instanceof Said said && said.to().equals("server")) {
                    world.actors.says(said, blanks);
                } else {
                    world.actors.check((Said) step, blanks, trace.name());
                }
            }
            assertThat(world.actors.unread()).as("sent, but not in the trace").isEmpty();
        }
    }
}
