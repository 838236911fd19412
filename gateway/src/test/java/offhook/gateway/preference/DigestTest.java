package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T06:59:59Z, 2026-11-22T07:00:00Z",
        "2026-11-22T07:00:00Z, 2026-11-22T07:00:00Z",
        "2026-11-22T07:00:00.001Z, 2026-11-23T07:00:00Z",
        "2026-10-24T12:00:00Z, 2026-10-25T07:00:00Z", // the clock is changed in between
        "2026-03-28T12:00:00Z, 2026-03-29T06:00:00Z"
    })
    void everyDay(String event, String next) {
        var digest = new Digest(Optional.empty(), LocalTime.of(8, 0));
        assertThat(digest.next(Instant.parse(event), ROME)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:00:00Z, 2026-11-23T07:00:00Z",
        "2026-11-23T07:00:00Z, 2026-11-23T07:00:00Z",
        "2026-11-23T07:00:01Z, 2026-11-30T07:00:00Z",
        "2026-11-24T07:00:00Z, 2026-11-30T07:00:00Z"
    })
    void everyMonday(String event, String next) {
        var digest = new Digest(Optional.of(DayOfWeek.MONDAY), LocalTime.of(8, 0));
        assertThat(digest.next(Instant.parse(event), ROME)).isEqualTo(next);
    }
}
