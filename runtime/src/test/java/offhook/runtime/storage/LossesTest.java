package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LossesTest {

    private final StorageFailure away = new StorageFailure(StorageFailure.Kind.UNREACHABLE, "it is away");
    private final Logged log = Logged.by(LossesTest.class);
    private final Losses losses = new Losses(LoggerFactory.getLogger(LossesTest.class), "Messages");

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void nothingIsSaidOfWhatIsKept() {
        losses.heard("juliet", null);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whateverTheNumberTwoLinesAreSaid() {
        losses.heard("juliet", new CompletionException(away));
        for (int i = 0; i < 1_000; i++) {
            losses.heard("romeo", away);
        }
        assertThat(log.lines()).containsExactly("Messages are not kept, first of juliet: it is away");

        losses.heard("nurse", null);
        losses.heard("nurse", null);
        assertThat(log.lines()).hasSize(2).last().isEqualTo("Messages are kept again; 1001 were not");

        losses.heard("tybalt", away);
        assertThat(log.lines()).hasSize(3).last().isEqualTo("Messages are not kept, first of tybalt: it is away");
    }
}
