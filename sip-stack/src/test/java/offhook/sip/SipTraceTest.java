package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Pause;
import offhook.runtime.testing.TraceFile.Said;
import offhook.sip.testing.SipActors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file under traces is one test. {@code server -> listener} is what the gateway is told; {@code only listener} or
 * {@code only phones} leaves the rest unchecked.
 */
class SipTraceTest {

    /** One for all traces: making its tables takes longer than playing a trace. */
    private static final Database DATABASE = TestDatabases.sqlite();

    @BeforeAll
    static void migrate() {
        DATABASE.migrate("sip");
        DATABASE.migrate("sip-event");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> traces() {
        return TraceFile.all(SipTraceTest.class).map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) throws ConfigErrors {
        var stage = new SipStage(trace.settings(), emptied());
        var blanks = new Blanks();
        stage.actors.prepare(trace);
        for (var step : trace.steps()) {
            if (step instanceof Pause pause) {
                stage.actors.pass(pause.length());
            } else if (step instanceof Event event) {
                happen(trace, stage, event);
            } else if (step instanceof Said said) {
                said(trace, stage, said, blanks);
            }
        }
        var unread = new ArrayList<String>();
        if (checks(trace, "phones")) {
            unread.addAll(stage.actors.unread());
        }
        if (checks(trace, "listener")) {
            unread.addAll(stage.told);
        }
        assertThat(unread).as("sent, but not in the trace").isEmpty();
    }

    private static boolean checks(TraceFile trace, String whom) {
        return trace.only().isEmpty() || trace.only().contains(whom);
    }

    private static void said(TraceFile trace, SipStage stage, Said said, Blanks blanks) {
        if (said.to().equals("listener")) {
            for (var line : said.text().split("\n")) {
                var told = stage.told.poll();
                if (told == null || !blanks.matches(blanks.fill(line), told)) {
                    fail(trace.name() + ":" + said.line() + ": the listener should be told\n  " + line
                            + "\nand was told\n  " + told);
                }
            }
        } else if (said.to().equals("server")) {
            stage.actors.says(said, blanks);
        } else {
            stage.actors.check(said, blanks, trace.name());
        }
    }

    private static void happen(TraceFile trace, SipStage stage, Event event) {
        if (event.text().equals("server restarts")) {
            stage.restart();
            stage.actors.settle();
        } else if (stage.asks(event.text())) {
            return;
        } else if (stage.mailboxes.happens(event)) {
            stage.actors.settle();
        } else if (!SipActors.isOne(event.text().split(" ")[0]) || !stage.actors.happens(event)) {
            fail(trace.name() + ":" + event.line() + ": what is \"" + event.text() + "\"?");
        }
    }

    private static Database emptied() {
        for (var table : List.of("calls", "call_legs", "bindings", "subscriptions", "publications")) {
            DATABASE.write(tx -> tx.execute("DELETE FROM " + table));
        }
        return DATABASE;
    }
}
