package offhook.voicemail.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 3711 Appendix B. */
class SessionKeysTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static Cipher aes(String key) throws Exception {
        var aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(hex(key), "AES"));
        return aes;
    }

    /** B.2. */
    @Test
    void theKeystreamIsThatOfCounterMode() throws Exception {
        var salt = hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD");
        var stream = SessionKeys.derived(aes("2B7E151628AED2A6ABF7158809CF4F3C"), salt, 0, 48);
        assertThat(stream)
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    /** B.3. */
    @Test
    void sessionKeysAreDerivedFromTheMasterKey() throws Exception {
        var prf = aes("E1F97A0D3E018BE0D64FA32C06DE4139");
        var salt = hex("0EC675AD498AFEEBB6960B3AABE6");
        assertThat(SessionKeys.derived(prf, salt, 0, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(SessionKeys.derived(prf, salt, 2, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(SessionKeys.derived(prf, salt, 1, 94))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA48F0A0ACF3C34E2359E6CDBCE"
                        + "E049646C43D9327AD175578EF72270986371C10C9A369AC2F94A8C5FBCDDDC25"
                        + "6D6E919A48B610EF17C2041E474035766B68642C59BBFC2F34DB60DBDFB2"));
    }

    /** The counter of a packet, §4.1.1: with nothing but a salt it is the keystream of B.2 again. */
    @Test
    void aPacketIsEncryptedInPlace() {
        var keys = SessionKeys.rtp(
                MasterKey.parse("4fl6DT4Bi+DWT6MsBt5BOQ7Gda1Jiv7rtpYLOqvm").orElseThrow());
        var packet = new byte[100];
        keys.crypt(packet, 12, 100, 5, 9);
        assertThat(Arrays.copyOf(packet, 12)).containsOnly((byte) 0);
        assertThat(Arrays.copyOfRange(packet, 12, 100)).isNotEqualTo(new byte[88]);
        keys.crypt(packet, 12, 100, 5, 9);
        assertThat(packet).containsOnly((byte) 0);
    }
}
