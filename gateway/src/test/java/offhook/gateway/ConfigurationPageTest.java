package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import offhook.runtime.config.ConfigurationPage;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is what the records say. To write it anew: {@code mvn test -Doffhook.docs=write …}. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void thePageIsWhatTheRecordsSay() throws Exception {
        String page = ConfigurationPage.of(GatewayConfig.class);
        if ("write".equals(System.getProperty("offhook.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
