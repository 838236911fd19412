package offhook.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What is logged while it is open, a message each: what an admin reads. One with a stack trace has a second line. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    LogLines() {
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        lines.add(event.getFormattedMessage() + (thrown == null ? "" : "\n\tat " + thrown.getClassName()));
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    /** Those that begin like this, when there is one. */
    List<String> await(String start) {
        Predicate<String> wanted = line -> line.startsWith(start);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lines.stream()
                .anyMatch(wanted));
        return lines.stream().filter(wanted).toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
