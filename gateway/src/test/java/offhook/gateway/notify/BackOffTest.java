package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private static final Instant SINCE = Calls.AT;

    @ParameterizedTest
    @CsvSource({
        "0, PT5S",
        "1, PT10S",
        "2, PT20S",
        "3, PT40S",
        "8, PT21M20S",
        "9, PT42M40S",
        "10, PT1H",
        "11, PT1H",
        "1000000, PT1H"
    })
    void pausesGrowFromFiveSecondsToAnHour(int failed, Duration pause) {
        var now = SINCE.plusSeconds(60);
        assertThat(BackOff.STANDARD.next(SINCE, failed, now)).contains(now.plus(pause));
    }

    @Test
    void attemptsEndAfterThreeDays() {
        var threeDays = SINCE.plus(Duration.ofDays(3));
        assertThat(BackOff.STANDARD.next(SINCE, 80, threeDays.minusMillis(1))).isPresent();
        assertThat(BackOff.STANDARD.next(SINCE, 80, threeDays)).isEmpty();
    }
}
