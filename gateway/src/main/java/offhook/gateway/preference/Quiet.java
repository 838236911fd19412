package offhook.gateway.preference;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hours in which somebody is told nothing, by the clock on their wall.
 *
 * @param to the end; not after the beginning, it is on the next day
 * @param days on which they begin
 */
public record Quiet(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    static final Set<DayOfWeek> EVERY_DAY = Set.of(DayOfWeek.values());

    /** @throws IllegalArgumentException if there would be nothing else, or nothing at all */
    public Quiet {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("quiet_days: expected at least one day");
        }
        if (from.equals(to) && days.size() == EVERY_DAY.size()) {
            throw new IllegalArgumentException("quiet_to: expected another time than quiet_from, or fewer days");
        }
    }

    /** When they are over; empty outside of them. A whole Sunday follows upon a whole Saturday. */
    Optional<Instant> until(Instant now, ZoneId zone) {
        var end = end(now, zone);
        for (var later = end; later.isPresent(); later = end(later.get(), zone)) {
            end = later;
        }
        return end;
    }

    private Optional<Instant> end(Instant now, ZoneId zone) {
        var today = now.atZone(zone).toLocalDate();
        return Stream.of(today.minusDays(1), today)
                .filter(day -> days.contains(day.getDayOfWeek()))
                .filter(day -> !begin(day, zone).isAfter(now))
                .map(day -> end(day, zone))
                .filter(now::isBefore)
                .findFirst();
    }

    private Instant begin(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    private Instant end(LocalDate day, ZoneId zone) {
        var last = to.isAfter(from) ? day : day.plusDays(1);
        return last.atTime(to).atZone(zone).toInstant();
    }

    /** In the order of the week. */
    Set<DayOfWeek> week() {
        return EnumSet.copyOf(days);
    }
}
