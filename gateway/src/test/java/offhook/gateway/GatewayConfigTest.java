package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import offhook.gateway.presence.PresenceConfig.ChatDnd;
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

    @Test
    void theNameServerIsAnAddress() throws ConfigErrors {
        var config = read("domain = 'capulet.example'\nname_server = '10.0.0.2:53'");
        assertThat(config.nameServer()).map(Object::toString).contains("10.0.0.2:53");
        for (var wrong : new String[] {"53", "udp:10.0.0.2:53"}) {
            assertThatThrownBy(() -> read("domain = 'capulet.example'\nname_server = '" + wrong + "'"))
                    .isInstanceOf(ConfigErrors.class)
                    .hasMessageContaining("name_server: expected an IP address and a port");
        }
    }

    @Test
    void chatMaySendCallersToVoicemailWhereThereIsOne() throws ConfigErrors {
        var config = read("domain = 'capulet.example'\n[presence]\nchat_dnd_to_phone = 'voicemail'\n[voicemail]");
        assertThat(config.presence().chatDndToPhone()).isEqualTo(ChatDnd.VOICEMAIL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "https://PBX.example.com:5443 ; tls:5443 ; pbx.example.com",
                "https://capulet.example:5443 ; tls:5443 ; none",
                "https://10.0.0.5:5443 ; 5443 ; none",
                "https://[2001:db8::5] ; tls:5443 ; none",
                "https://chat.example.com ; tcp:127.0.0.1:5280 ; none",
            })
    void theCertificateIsForWhereClientsConnect(String url, String listen, String name) throws ConfigErrors {
        var config = read("domain = 'capulet.example'\n[http]\nurl = '" + url + "'\nlisten = ['" + listen + "']");
        assertThat(config.names())
                .containsExactlyElementsOf(Stream.of("capulet.example", name)
                        .filter(Objects::nonNull)
                        .toList());
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
                "[http] listen = ['udp:5443'] ; [http] listen: udp:0.0.0.0:5443 is none of [tls:|tcp:][address:]port",
                "[http] listen = ['tcp:8443'] ; [http] listen: tcp:0.0.0.0:8443 would carry passwords in the clear",
                "[http] listen = ['tcp:127.0.0.1:8443'] ; [http] url: expected the address of the proxy",
                "[http] url = 'chat.example.com' ; [http] url: expected https://, a host",
                "[http] url = 'https://chat.example.com/' ; [http] url: expected https://, a host",
                "[http] listen = [] ; [http] listen: expected at least one",
                "[http] connections = 0 ; [http] connections, connections_per_address: expected a number from 1",
                "[xmpp.upload] host = 'conference.capulet.example' ; [xmpp.upload] host: expected a domain",
                "[xmpp.proxy] host = 'upload.capulet.example' ; [xmpp.proxy] host: expected a domain that is used for nothing",
                "[xmpp.upload] file = '2GB' ; [xmpp.upload] file: expected a size up to",
                "[presence] chat_dnd_to_phone = 'voicemail' ; [presence] chat_dnd_to_phone: expected off, reject or forward",
                "[ops] http = 'tls:8080' ; [ops] http: tls:0.0.0.0:8080 is not [address:]port",
            })
    void aListenerHasATransportOfItsProtocol(String text, String said) {
        assertThatThrownBy(() -> read("domain = 'capulet.example'\n" + text.replace("] ", "]\n")))
                .isInstanceOf(ConfigErrors.class)
                .hasMessageContaining(said);
    }
}
