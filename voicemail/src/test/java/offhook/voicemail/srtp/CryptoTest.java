package offhook.voicemail.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoTest {

    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    /** RFC 4568 §6.1 and what phones send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20",
                "1  AES_CM_128_HMAC_SHA1_80  inline:" + KEY + "|1048576 ",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20 WSH=128",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " -OPTIONAL"
            })
    void isRead(String value) {
        var crypto = Crypto.parse(value).orElseThrow();
        assertThat(crypto.tag()).isEqualTo(1);
        assertThat(crypto.value()).isEqualTo("1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY);
    }

    /** What we cannot do, and what is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 F8_128_HMAC_SHA1_80 inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|2^20|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + "|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + ";inline:" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY + " KDR=5",
                "1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
                "1 AES_CM_128_HMAC_SHA1_80 inline:=" + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 uri:http://example.com",
                "1234567890 AES_CM_128_HMAC_SHA1_80 inline:" + KEY
            })
    void isNotTaken(String value) {
        assertThat(Crypto.parse(value)).isEmpty();
    }

    @Property
    void anyTextIsOneOrNone(@ForAll String text) {
        assertThat(Crypto.parse("1 AES_CM_128_HMAC_SHA1_80 inline:" + text)
                        .map(Crypto::tag)
                        .orElse(1))
                .isEqualTo(1);
    }

    @Test
    void aKeyIsNeverShown() {
        var key = MasterKey.parse(KEY).orElseThrow();
        assertThat(new Crypto(1, Suite.AES_CM_128_HMAC_SHA1_80, key).toString()).doesNotContain(KEY);
        assertThat(key)
                .isEqualTo(MasterKey.parse(KEY).orElseThrow())
                .hasSameHashCodeAs(MasterKey.parse(KEY).orElseThrow());
        assertThat(key).isNotEqualTo(MasterKey.random(new Random(1)));
    }
}
