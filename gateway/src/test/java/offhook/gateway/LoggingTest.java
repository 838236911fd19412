package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LoggingTest {

    private static String line(String logger, Level level, Throwable thrown) {
        var context = new LoggerContext();
        var event =
                new LoggingEvent("", context.getLogger(logger), level, "Juliet is {}", thrown, new Object[] {"here"});
        event.setInstant(Instant.parse("2026-11-23T05:06:07.089Z"));
        return new LogLine().doLayout(event);
    }

    @Test
    void aLineHasItsTimeAndWhoSaysIt() {
        assertThat(line("offhook.gateway.Server", Level.INFO, null))
                .matches("2026-11-2[234]T..:..:07.089(Z|[+-]..:..) INFO  Server: Juliet is here\\R");
    }

    @Test
    void linesOfOneSecondDifferInTheirMilliseconds() {
        var layout = new LogLine();
        assertThat(Stream.of("07.000Z", "07.009Z", "07.010Z", "07.999Z", "08.100Z", "07.100Z")
                        .map(second -> layout.doLayout(event(Instant.parse("2026-11-23T05:06:" + second))))
                        .map(line -> line.substring("2026-11-23T05:06:".length(), "2026-11-23T05:06:07.000".length())))
                .containsExactly("07.000", "07.009", "07.010", "07.999", "08.100", "07.100");
    }

    private static LoggingEvent event(Instant at) {
        var event = new LoggingEvent("", new LoggerContext().getLogger("x"), Level.INFO, "here", null, new Object[0]);
        event.setInstant(at);
        return event;
    }

    @Test
    void aStackTraceFollows() {
        assertThat(line("hospital", Level.ERROR, new IllegalStateException("why")))
                .matches("(?s).* ERROR hospital: Juliet is here\\Rjava.lang.IllegalStateException: why\\R\\tat .*\\R");
    }

    @Test
    void itGoesToStandardErrorWithoutWhatLibrariesTell() {
        var context = new LoggerContext();
        assertThat(new Logging().configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .toIterable()
                .singleElement()
                .satisfies(appender ->
                        assertThat(((ConsoleAppender<?>) appender).getTarget()).isEqualTo("System.err"));
        assertThat(context.getLogger(LoggingTest.class).isInfoEnabled()).isTrue();
        assertThat(context.getLogger(LoggingTest.class).isDebugEnabled()).isFalse();
        assertThat(context.getLogger("io.netty.util").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("org.flywaydb.core.internal.jdbc.TransactionalExecutionTemplate")
                        .isErrorEnabled())
                .isFalse();
    }

    @Test
    void itIsWhatTheServerLogsBy() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(context.getLogger("org.flywaydb").getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void aFileOfTheAdminsComesFirst() {
        System.setProperty("logback.configurationFile", "their.xml");
        try {
            var context = new LoggerContext();
            assertThat(new Logging().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(context.getLogger("org.flywaydb").getLevel()).isNull();
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }
}
