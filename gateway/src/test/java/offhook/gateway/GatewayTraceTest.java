package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every file under traces is one test of the whole product: phones, chat clients, mailboxes and the clock in one
 * conversation. What "only" names has to be in the file completely; the rest is checked where it is written.
 */
class GatewayTraceTest {

    private static final String RELOADS = "server reloads with ";
    private static final Database DATABASE = TestDatabases.sqlite();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> traces() {
        return TraceFile.all(GatewayTraceTest.class)
                .map(trace -> DynamicTest.dynamicTest(trace.name(), () -> play(trace)));
    }

    private static void play(TraceFile trace) throws ConfigErrors {
        empty(DATABASE);
        var world = new GatewayWorld(trace.settings(), DATABASE);
        var blanks = new Blanks();
        world.phones.prepare(trace);
        for (var step : trace.steps()) {
            if (step instanceof Pause pause) {
                world.pass(pause.length());
            } else if (step instanceof Event event) {
                happen(trace, world, event);
            } else if (step instanceof Said said) {
                said(trace, world, said, blanks);
            }
        }
        assertThat(world.unread(trace.only())).as("sent, but not in the trace").isEmpty();
    }

    private static void said(TraceFile trace, GatewayWorld world, Said said, Blanks blanks) {
        if (said.to().equals("server")) {
            if (PbxActors.isOne(said.from())) {
                world.pbxs.says(said);
                world.time.run();
            } else if (SipActors.isOne(said.from())) {
                world.phones.says(said, blanks);
            } else {
                world.clients().says(said, blanks);
                world.phones.settle();
            }
        } else if (SipActors.isOne(said.to())) {
            world.phones.check(said, blanks, trace.name());
        } else if (Mailboxes.isOne(said.to())) {
            world.mailboxes.check(said, blanks, trace.name());
        } else {
            world.clients().check(said, blanks, trace.name());
        }
    }

    private static void happen(TraceFile trace, GatewayWorld world, Event event) throws ConfigErrors {
        if (event.text().equals("server restarts")) {
            world.restart();
            world.phones.settle();
        } else if (event.text().startsWith(RELOADS)) {
            world.reload(event.text().substring(RELOADS.length()));
        } else if (!world.mailboxes.happens(event)
                && !world.pbxs.happens(event)
                && !world.speaks(event)
                && !world.phones.happens(event)
                && !world.clients().happens(event)) {
            fail(trace.name() + ":" + event.line() + ": what is \"" + event.text() + "\"?");
        }
    }

    /** One database for all traces: making its tables takes longer than playing a trace. */
    private static void empty(Database database) {
        database.write(tx -> {
                    tx
                            .createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                            .mapTo(String.class)
                            .list()
                            .stream()
                            .filter(table -> !table.startsWith("schema_") && !table.startsWith("sqlite_"))
                            .forEach(table -> tx.execute("DELETE FROM " + table));
                    return null;
                })
                .toCompletableFuture()
                .join();
    }
}
