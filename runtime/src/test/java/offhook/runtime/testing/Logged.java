package offhook.runtime.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** What a logger, and those below it, are told while this is open. Safe to share. */
public final class Logged extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Logged(Logger logger) {
        this.logger = logger;
    }

    public static Logged by(Class<?> logger) {
        return by(logger.getName());
    }

    /** @param logger as "offhook.login" */
    public static Logged by(String logger) {
        var logged = new Logged((Logger) LoggerFactory.getLogger(logger));
        logged.start();
        logged.logger.addAppender(logged);
        return logged;
    }

    /** By all. */
    public static Logged byAnybody() {
        return by(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    public List<String> lines() {
        return lines(Level.TRACE);
    }

    /** Those of this level, and worse. */
    public List<String> lines(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Those that begin like this, when there is one. */
    public List<String> await(String start) {
        Predicate<String> wanted = line -> line.startsWith(start);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> lines().stream()
                .anyMatch(wanted));
        return lines().stream().filter(wanted).toList();
    }

    /** Those with an exception's stack trace; where a loop stands that does not turn is no exception. */
    public List<String> traces() {
        return events.stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(event -> event.getFormattedMessage() + ": "
                        + event.getThrowableProxy().getClassName())
                .toList();
    }

    /** Forgets what there was. */
    public void clear() {
        events.clear();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
