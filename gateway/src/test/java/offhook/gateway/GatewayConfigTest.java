package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {

    private static GatewayConfig read(String text) throws ConfigErrors {
        return Config.bindText(text, Path.of("offhook.toml"), GatewayConfig.class, Map.of());
    }

    @Test
    void aDomainAloneIsEnough() throws ConfigErrors {
        var config = read("domain = 'capulet.example'");
        assertThat(config.xmpp().rooms().address(config.domain()).toString()).isEqualTo("conference.capulet.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"capulet.example", "phone.capulet.example", "not a domain", "a@b"})
    void theRoomsHaveADomainOfTheirOwn(String host) {
        assertThatThrownBy(() -> read("domain = 'capulet.example'\n[xmpp.rooms]\nhost = '" + host + "'"))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining("[xmpp.rooms] host: expected a domain");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[xmpp] listen = ['udp:5222'] ; [xmpp] listen: udp:0.0.0.0:5222 is none of [tcp:|tls:][address:]port",
                "[ops] http = 'tls:8080' ; [ops] http: tls:0.0.0.0:8080 is not [address:]port",
            })
    void aListenerHasATransportOfItsProtocol(String text, String said) {
        assertThatThrownBy(() -> read("domain = 'capulet.example'\n" + text.replace("] ", "]\n")))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining(said);
    }
}
