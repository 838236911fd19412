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

/** What is logged while it is open, a message each: what an admin reads. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> traces = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    LogLines() {
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
        var thrown = event.getThrowableProxy();
        if (thrown != null) {
            traces.add(event.getFormattedMessage() + ": " + thrown.getClassName());
        }
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    /** What was logged with an exception's stack trace; where a loop stands that does not turn is no exception. */
    List<String> traces() {
        return List.copyOf(traces);
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
