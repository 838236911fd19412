package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5,          10.0.0.5,        true",
        "10.0.0.5,          10.0.0.6,        false",
        "10.0.0.0/8,        10.255.255.255,  true",
        "10.0.0.0/8,        11.0.0.0,        false",
        "10.128.0.0/9,      10.127.255.255,  false",
        "0.0.0.0/0,         203.0.113.1,     true",
        "0.0.0.0/0,         2001:db8::1,     false",
        "2001:db8::/33,     2001:db8:7fff::1, true",
        "2001:db8::/33,     2001:db8:8000::1, false",
        "::1,               ::1,             true",
        "::/0,              10.0.0.1,        false",
        "::ffff:10.0.0.0/8, 10.1.2.3,        true",
    })
    void aNetworkContainsItsAddresses(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network).contains(IpLiteral.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08x",
                "10.0.0.1/8",
                "10.0/16",
                "010.0.0.1",
                "256.0.0.1",
                "localhost",
                "::/129",
                "2001:db8::1/64",
                ":::",
                "1::2::3",
                "fe80::1%eth0",
                "10.0.0.0/8/8"
            })
    void anythingElseIsNoNetwork(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void exactlyThePrefixCounts(
            @ForAll @Size(4) byte[] bytes,
            @ForAll @IntRange(max = 32) int prefix,
            @ForAll @IntRange(max = 31) int flipped)
            throws UnknownHostException {
        var first = bytes.clone();
        for (int bit = prefix; bit < 32; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        var network = new Cidr(InetAddress.getByAddress(first), prefix);
        assertThat(network.contains(InetAddress.getByAddress(bytes))).isTrue();
        assertThat(Cidr.parse(network.toString())).isEqualTo(network);

        bytes[flipped / 8] ^= (byte) (0x80 >> (flipped % 8));
        assertThat(network.contains(InetAddress.getByAddress(bytes))).isEqualTo(flipped >= prefix);
    }
}
