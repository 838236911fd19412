package offhook.gateway.preference;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * Everything at once, each day or each week, in place of one alert after the other.
 *
 * @param day of a weekly one; empty for every day
 * @param at by the clock on their wall
 */
public record Digest(Optional<DayOfWeek> day, LocalTime at) {

    static final LocalTime USUAL = LocalTime.of(8, 0);

    /** The first one that is not before this instant. */
    Instant next(Instant event, ZoneId zone) {
        var first = event.atZone(zone).toLocalDate();
        var date = day.map(weekday -> first.with(TemporalAdjusters.nextOrSame(weekday)))
                .orElse(first);
        var digest = date.atTime(at).atZone(zone).toInstant();
        if (!digest.isBefore(event)) {
            return digest;
        }
        return date.plusDays(day.isPresent() ? 7 : 1).atTime(at).atZone(zone).toInstant();
    }
}
