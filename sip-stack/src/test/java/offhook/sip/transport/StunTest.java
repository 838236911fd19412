package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import offhook.sip.message.Host;
import org.junit.jupiter.api.Test;

class StunTest {

    private static final String TRANSACTION = "2112a442b7e7a701bc34d686fa87dfae";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(Host.literal(host).orElseThrow(), port);
    }

    /** The address of RFC 5769 §2.2. */
    @Test
    void aBindingRequestLearnsItsAddress() {
        byte[] request = bytes("00010000" + TRANSACTION);
        assertThat(Stun.isStun(request)).isTrue();
        assertThat(HexFormat.of().formatHex(Stun.answer(request, at("192.0.2.1", 32853))))
                .isEqualTo("0101000c" + TRANSACTION + "00200008" + "0001a147e112a643");
    }

    /** The address of RFC 5769 §2.3. */
    @Test
    void alsoOverIpv6() {
        byte[] request = bytes("00010000" + TRANSACTION);
        assertThat(HexFormat.of().formatHex(Stun.answer(request, at("2001:db8:1234:5678:11:2233:4455:6677", 32853))))
                .isEqualTo("01010018" + TRANSACTION + "00200014" + "0002a147" + "0113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void optionalAttributesAreSkippedAndOthersNot() {
        assertThat(Stun.answer(bytes("00010008" + TRANSACTION + "80220003" + "61626300"), at("192.0.2.1", 1)))
                .isNotNull();
        assertThat(Stun.answer(bytes("00010008" + TRANSACTION + "00030004" + "00000006"), at("192.0.2.1", 1)))
                .isNull();
        assertThat(Stun.answer(bytes("00010008" + TRANSACTION + "8022ffff" + "61626300"), at("192.0.2.1", 1)))
                .isNull();
        assertThat(Stun.answer(bytes("00010004" + TRANSACTION), at("192.0.2.1", 1)))
                .isNull();
        assertThat(Stun.answer(bytes("01010000" + TRANSACTION), at("192.0.2.1", 1)))
                .isNull();
    }

    @Test
    void sipIsNoStun() {
        assertThat(Stun.isStun("OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(Stun.isStun(new byte[20])).isFalse();
        assertThat(Stun.isStun(new byte[2])).isFalse();
    }
}
