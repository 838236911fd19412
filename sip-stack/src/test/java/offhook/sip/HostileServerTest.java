package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.testing.HostileShapes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Hostile shapes sent to the whole server by a stranger: each is over in 5 ms, warm, and the next one is answered. */
class HostileServerTest {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final long FIVE_MILLISECONDS = 5_000_000;

    private int sent;

    @BeforeAll
    static void migrate() {
        DATABASE.migrate("sip");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> shapesAreCheapForTheWholeServer() throws ConfigErrors {
        var stage = new SipStage(List.of("pbx.host = \"192.0.2.200\""), DATABASE);
        return HostileShapes.all().entrySet().stream()
                .map(shape -> dynamicTest(shape.getKey(), () -> {
                    long best = Long.MAX_VALUE;
                    for (int i = 0; i < 15; i++) {
                        best = Math.min(best, cost(stage, shape.getValue()));
                    }
                    assertThat(best).as("nanoseconds").isLessThan(FIVE_MILLISECONDS);
                    assertThat(stage.isAlive()).isTrue();
                }));
    }

    private long cost(SipStage stage, String message) {
        sent++;
        byte[] bytes = HostileShapes.bytes(message.replace("Call-ID: c", "Call-ID: c" + sent)
                .replace("branch=z9hG4bKx", "branch=z9hG4bKx" + sent)
                .replace("sip:b SIP", "sip:nobody@capulet.example SIP"));
        var stranger = stage.world.peer("192.0.2.66:5060");
        long start = System.nanoTime();
        stranger.sendBytes(bytes);
        stranger.sendBytesTcp(bytes);
        stage.time.run();
        long cost = System.nanoTime() - start;
        stage.world.unread();
        stranger.clear();
        return cost;
    }
}
