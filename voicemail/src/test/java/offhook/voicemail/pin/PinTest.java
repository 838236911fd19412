package offhook.voicemail.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import offhook.directory.User;
import offhook.directory.address.PhoneNumber;
import offhook.directory.testing.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinTest {

    private static final User JULIET = TestPeople.ofVerona()
            .get("juliet")
            .withExtensions(List.of("201", "20145"))
            .withNumbers(List.of(new PhoneNumber("+15550199")));

    @ParameterizedTest
    @ValueSource(strings = {"4711", "1357", "0815", "8642097531", "11223", "9091"})
    void good(String digits) {
        assertThat(Pin.chosen(digits, JULIET).reveal()).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4 to 10 digits",
        "123, 4 to 10 digits",
        "12345678901, 4 to 10 digits",
        "47a1, 4 to 10 digits",
        "٤٧١١, 4 to 10 digits",
        "47*1, 4 to 10 digits",
        "0000, repeats itself",
        "1212, repeats itself",
        "471471, repeats itself",
        "1234, in a row",
        "7890, in a row",
        "4321, in a row",
        "2109, in a row",
        "20145, number of the phone",
        "54102, number of the phone",
        "0199, number of the phone",
        "550199, number of the phone",
    })
    void refused(String digits, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pin.chosen(digits, JULIET))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                .satisfies(e -> assertThat(digits.isEmpty() || !e.getMessage().contains(digits))
                        .isTrue());
    }

    @Test
    void itNeverShowsItself() {
        assertThat(Pin.chosen("4711", JULIET)).hasToString("Pin[…]");
    }
}
