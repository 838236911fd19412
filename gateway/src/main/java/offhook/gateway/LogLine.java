package offhook.gateway;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** When, how bad, who and what; a stack trace on the lines that follow. Safe to share. */
final class LogLine extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    /** Of the longest level, and a space. */
    private static final int WIDTH = 6;

    private volatile Second last = new Second(-1, "", "");

    /** A second as it is written, since most lines share theirs with others. */
    private record Second(long number, String text, String offset) {

        static Second of(long number) {
            var time = Instant.ofEpochSecond(number).atZone(ZoneId.systemDefault());
            return new Second(number, TIME.format(time), OFFSET.format(time));
        }
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var logger = event.getLoggerName();
        var line = new StringBuilder(128);
        time(event.getTimeStamp(), line);
        var level = event.getLevel().toString();
        line.append(' ')
                .append(level)
                .append(" ".repeat(WIDTH - level.length()))
                .append(logger, logger.lastIndexOf('.') + 1, logger.length())
                .append(": ")
                .append(event.getFormattedMessage())
                .append(System.lineSeparator());
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private void time(long millis, StringBuilder line) {
        var second = last;
        if (second.number != Math.floorDiv(millis, 1000L)) {
            second = Second.of(Math.floorDiv(millis, 1000L));
            last = second;
        }
        int rest = (int) Math.floorMod(millis, 1000L);
        line.append(second.text)
                .append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".")
                .append(rest)
                .append(second.offset);
    }
}
