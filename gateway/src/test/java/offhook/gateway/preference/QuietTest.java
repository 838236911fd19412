package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Quiet NIGHT = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), Quiet.EVERY_DAY);
    private static final Quiet NAP = new Quiet(LocalTime.of(13, 0), LocalTime.of(14, 30), Quiet.EVERY_DAY);
    private static final Quiet WEEKEND =
            new Quiet(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));

    private static String until(Quiet quiet, String now) {
        return quiet.until(Instant.parse(now), BERLIN).map(Instant::toString).orElse("now");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T20:59:59Z, now",
        "2026-11-22T21:00:00Z, 2026-11-23T06:00:00Z",
        "2026-11-22T23:30:00Z, 2026-11-23T06:00:00Z",
        "2026-11-23T05:59:59Z, 2026-11-23T06:00:00Z",
        "2026-11-23T06:00:00Z, now"
    })
    void overnight(String now, String end) {
        assertThat(until(NIGHT, now)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:59:59Z, now",
        "2026-11-22T12:00:00Z, 2026-11-22T13:30:00Z",
        "2026-11-22T13:29:59Z, 2026-11-22T13:30:00Z",
        "2026-11-22T13:30:00Z, now"
    })
    void withinADay(String now, String end) {
        assertThat(until(NAP, now)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T22:59:59Z, now", // Friday, a second to midnight
        "2026-11-20T23:00:00Z, 2026-11-22T23:00:00Z",
        "2026-11-22T12:00:00Z, 2026-11-22T23:00:00Z",
        "2026-11-22T23:00:00Z, now"
    })
    void aWholeWeekend(String now, String end) {
        assertThat(until(WEEKEND, now)).isEqualTo(end);
    }

    @Test
    void onTheDaysOnWhichTheyBegin() {
        var friday = new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.FRIDAY));
        assertThat(until(friday, "2026-11-21T03:00:00Z")).isEqualTo("2026-11-21T06:00:00Z");
        assertThat(until(friday, "2026-11-21T22:00:00Z")).isEqualTo("now");
    }

    @Test
    void inTheNightsInWhichTheClockIsChanged() {
        assertThat(until(NIGHT, "2026-03-28T22:00:00Z")).isEqualTo("2026-03-29T05:00:00Z");
        assertThat(until(NIGHT, "2026-10-24T21:00:00Z")).isEqualTo("2026-10-25T06:00:00Z");
        // Half past two is not in that night.
        var gone = new Quiet(LocalTime.of(1, 0), LocalTime.of(2, 30), Quiet.EVERY_DAY);
        assertThat(gone.until(Instant.parse("2026-03-29T00:30:00Z"), BERLIN))
                .isEqualTo(Optional.of(Instant.parse("2026-03-29T01:30:00Z")));
    }

    @Test
    void neverAlways() {
        assertThatThrownBy(() -> new Quiet(LocalTime.NOON, LocalTime.NOON, Quiet.EVERY_DAY))
                .hasMessage("quiet_to: expected another time than quiet_from, or fewer days");
        assertThatThrownBy(() -> new Quiet(LocalTime.NOON, LocalTime.MIDNIGHT, Set.of()))
                .hasMessage("quiet_days: expected at least one day");
    }
}
