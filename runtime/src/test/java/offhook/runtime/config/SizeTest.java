package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and durations: a number and a unit. */
class SizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7B, 7",
        "512KB, 524288",
        "10MB, 10485760",
        "2GB, 2147483648",
        "999999999GB, 1073741822926258176"
    })
    void aSizeHasAUnit(String written, long bytes) {
        assertThat(Size.parse(written)).isEqualTo(new Size(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "MB", "10 MB", "10mb", "-1MB", "1.5MB", "1000000000B", "10MiB", "00", "١KB"})
    void anythingElseIsNoSize(String written) {
        assertThatThrownBy(() -> Size.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void whatASizeShowsCanBeWritten(
            @ForAll @LongRange(min = 0, max = 999_999_999) long amount, @ForAll @IntRange(max = 3) int unit) {
        var size = new Size(amount << (10 * unit));
        assertThat(Size.parse(size.toString())).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"0, PT0S", "800ms, PT0.8S", "20s, PT20S", "15m, PT15M", "4h, PT4H", "7d, PT168H", "0s, PT0S"})
    void aDurationHasAUnit(String written, Duration duration) {
        assertThat(DurationText.parse(written)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "20 s", "20S", "-20s", "1.5h", "1h30m", "1000000000s", "20sec", "٢s"})
    void anythingElseIsNoDuration(String written) {
        assertThatThrownBy(() -> DurationText.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void everyWholeNumberOfMillisecondsIsADuration(@ForAll @IntRange(max = 999_999_999) int ms) {
        assertThat(DurationText.parse(ms + "ms")).isEqualTo(Duration.ofMillis(ms));
    }

    @Property(tries = 500)
    void noTextBreaksTheReader(@ForAll @StringLength(max = 12) String text) {
        try {
            assertThat(DurationText.parse(text)).isGreaterThanOrEqualTo(Duration.ZERO);
        } catch (IllegalArgumentException e) {
            assertThat(text).doesNotMatch("[0-9]{1,9}(ms|s|m|h|d)");
        }
    }

    @Example
    void aSizeIsNeverNegative() {
        assertThatThrownBy(() -> new Size(-1)).hasMessage("a size is not negative");
    }
}
