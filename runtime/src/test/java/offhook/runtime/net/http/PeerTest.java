package offhook.runtime.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a proxy is believed about. */
class PeerTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, false, 198.51.100.1, https, 192.0.2.7, false",
        "192.0.2.7, true, 198.51.100.1, http, 192.0.2.7, true",
        "127.0.0.1, true, 198.51.100.1, http, 127.0.0.1, true",
        "127.0.0.1, false, 198.51.100.1, https, 198.51.100.1, true",
        "127.0.0.1, false, '203.0.113.9, 198.51.100.1', https, 198.51.100.1, true",
        "127.0.0.1, false, '203.0.113.9, 2001:db8::1', http, 2001:db8:0:0:0:0:0:1, false",
        "127.0.0.1, false, unknown, https, 127.0.0.1, true",
        "127.0.0.1, false, , , 127.0.0.1, false"
    })
    void onlyAProxyOfThisMachineIsBelieved(
            String remote, boolean tls, String forwardedFor, String proto, String client, boolean secure)
            throws Exception {
        var headers = new DefaultHttpHeaders();
        if (forwardedFor != null) {
            headers.add("X-Forwarded-For", "9.9.9.9").add("X-Forwarded-For", forwardedFor);
            headers.add("X-Forwarded-Proto", proto);
        }
        var peer = Peer.of(new InetSocketAddress(InetAddress.getByName(remote), 4711), tls, headers);
        assertThat(peer.address().getAddress().getHostAddress()).isEqualTo(client);
        assertThat(peer.secure()).isEqualTo(secure);
    }
}
