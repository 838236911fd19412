package offhook.voicemail.pickup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickupConfigTest {

    /** A test's file. */
    public record Settings(PickupConfig pickup) {}

    private static PickupConfig read(String line) throws ConfigErrors {
        return Config.bindText("[pickup]\n" + line, Path.of("test.toml"), Settings.class, Map.of())
                .pickup();
    }

    @Test
    void usual() throws ConfigErrors {
        assertThat(read("")).isEqualTo(new PickupConfig(true, Duration.ofSeconds(6), Duration.ofMinutes(30)));
        assertThat(read("ask_pin = false").askPin()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "patience = \"1s\", patience: expected 2s to 1m",
        "patience = \"2m\", patience: expected 2s to 1m",
        "longest = \"5s\", longest: expected 1m to 4h",
        "longest = \"1d\", longest: expected 1m to 4h",
    })
    void mistakes(String line, String why) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(ConfigErrors.class).hasMessageContaining(why);
    }
}
