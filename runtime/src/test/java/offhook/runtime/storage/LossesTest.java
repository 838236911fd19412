package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LossesTest {

    private final StorageFailure away = new StorageFailure(StorageFailure.Kind.UNREACHABLE, "it is away");
    private final Logger logger = (Logger) LoggerFactory.getLogger(LossesTest.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Losses losses = new Losses(logger, "Messages");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void nothingIsSaidOfWhatIsKept() {
        losses.heard("juliet", null);
        assertThat(lines()).isEmpty();
    }

    @Test
    void whateverTheNumberTwoLinesAreSaid() {
        losses.heard("juliet", new CompletionException(away));
        for (int i = 0; i < 1_000; i++) {
            losses.heard("romeo", away);
        }
        assertThat(lines()).containsExactly("Messages are not kept, first of juliet: it is away");

        losses.heard("nurse", null);
        losses.heard("nurse", null);
        assertThat(lines()).hasSize(2).last().isEqualTo("Messages are kept again; 1001 were not");

        losses.heard("tybalt", away);
        assertThat(lines()).hasSize(3).last().isEqualTo("Messages are not kept, first of tybalt: it is away");
    }
}
