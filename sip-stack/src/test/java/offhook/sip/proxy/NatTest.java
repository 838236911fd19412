package offhook.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import offhook.sip.message.Uri;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.1",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.0.1",
                "169.254.0.1",
                "127.0.0.1",
                "0.0.0.0",
                "fd00::1",
                "fe80::1",
                "::1"
            })
    void privateAddresses(String address) throws UnknownHostException {
        assertThat(Nat.isPrivate(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "172.32.0.1", "100.128.0.1", "100.63.0.1", "2001:db8::1", "8.8.8.8"})
    void publicAddresses(String address) throws UnknownHostException {
        assertThat(Nat.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:j@10.0.0.7, 203.0.113.9, true",
        "sip:j@10.0.0.7, 10.0.0.7, false",
        "sip:j@10.0.0.7, 10.0.0.8, true",
        "sip:j@192.0.2.7, 203.0.113.9, false",
        "sip:j@phone.local, 203.0.113.9, false"
    })
    void aPhoneThatNamesAnAddressNobodyCanReach(String contact, String source, boolean hides)
            throws UnknownHostException {
        var from = new InetSocketAddress(InetAddress.getByName(source), 40_000);
        assertThat(Nat.hides(Uri.parse(contact), from)).isEqualTo(hides);
    }
}
