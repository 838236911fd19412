package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.runtime.config.Listen.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "5222, -, 0.0.0.0, 5222",
                "udp:5060, UDP, 0.0.0.0, 5060",
                "127.0.0.1:0, -, 127.0.0.1, 0",
                "tcp:127.0.0.1:5060, TCP, 127.0.0.1, 5060",
                "tls:[::1]:5061, TLS, ::1, 5061",
                "[::]:65535, -, ::, 65535",
                "ws:80, WS, 0.0.0.0, 80",
                "wss:10.0.0.1:443, WSS, 10.0.0.1, 443",
            })
    void partsMayBeLeftOut(String text, Transport transport, String address, int port) {
        var listen = Listen.parse(text);
        assertThat(listen).isEqualTo(new Listen(transport, address, port));
        assertThat(Listen.parse(listen.toString())).isEqualTo(listen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "udp:",
                "udp",
                ":5060",
                "UDP:5060",
                "sctp:5060",
                "65536",
                "-1",
                "+1",
                "tcp::1:5060",
                "::1:5060",
                "[127.0.0.1]:5060",
                "[]:5060",
                "localhost:5060",
                "pbx.example:5060",
                "tcp:5060 ",
                "udp:tcp:5060"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Listen.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
