package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageConfigTest {

    private static StorageConfig of(String url) {
        return new StorageConfig(url, 4, Duration.ofMillis(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgresql://db/offhook", "postgresql://o:secret@[::1]:5433/offhook?sslmode=require"})
    void takesNothingAndPostgresql(String url) {
        assertThat(of(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://db/offhook",
                "postgresql://db",
                "postgresql:///offhook",
                "offhook.db",
                "postgresql://a b/c"
            })
    void refusesAnythingElse(String url) {
        assertThatThrownBy(() -> of(url))
                .hasMessage("url: expected nothing, or postgresql://user:password@host:port/database");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> new StorageConfig("", 0, Duration.ZERO)).hasMessageStartingWith("readers: ");
        assertThatThrownBy(() -> new StorageConfig("", 1, Duration.ofMinutes(1)))
                .hasMessageStartingWith("gather: ");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(of("postgresql://o:secret@db/offhook").toString()).doesNotContain("secret");
    }
}
