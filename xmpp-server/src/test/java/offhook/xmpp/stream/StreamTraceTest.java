package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every file under traces/stream is one test of streams alone. */
class StreamTraceTest {

    @TestFactory
    Stream<DynamicTest> traces() {
        return TraceFile.all(StreamTraceTest.class)
                .filter(trace -> trace.name().startsWith("stream"))
                .map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) {
        var world = new StreamWorld(trace.settings());
        var blanks = new Blanks();
        for (var step : trace.steps()) {
            if (step instanceof Pause pause) {
                world.time.pass(pause.length());
            } else if (step instanceof Event event) {
                happen(trace, world, event);
            } else if (step instanceof Said said && said.to().equals("server")) {
                world.actors.says(said, blanks);
            } else {
                world.actors.check((Said) step, blanks, trace.name());
            }
        }
        assertThat(world.actors.unread()).as("sent, but not in the trace").isEmpty();
    }

    private static void happen(TraceFile trace, StreamWorld world, Event event) {
        if (event.text().equals("server shuts down")) {
            world.streams.shutDown();
            world.time.run();
        } else if (!world.actors.happens(event)) {
            Assertions.fail(trace.name() + ":" + event.line() + ": what is \"" + event.text() + "\"?");
        }
    }
}
