package offhook.runtime.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as an admin writes them: a whole number and a unit, or "0". */
final class DurationText {

    static final String EXPECTED = "a duration such as \"800ms\", \"20s\", \"15m\", \"4h\", \"7d\" or \"0\"";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)|0");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    static Duration parse(String text) {
        var written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException();
        }
        return written.group(1) == null
                ? Duration.ZERO
                : Duration.of(Long.parseLong(written.group(1)), UNITS.get(written.group(2)));
    }
}
