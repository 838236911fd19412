package offhook.voicemail.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import offhook.voicemail.srtp.Suite;
import org.junit.jupiter.api.Test;

/** RFC 4568: keys in offers and answers. */
class SecureOfferTest {

    private static final String KEY = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private static final String STRONG = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + KEY;
    private static final String SHORT = "a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:" + KEY;

    private final OfferAnswer ours = side(Security.OPTIONAL);

    private static OfferAnswer side(Security security) {
        return new OfferAnswer(remote -> InetAddress.getLoopbackAddress(), 20_000, security, new Random(1));
    }

    private static String offer(String... lines) {
        return "v=0\r\nc=IN IP4 192.0.2.9\r\n" + String.join("\r\n", lines) + "\r\n";
    }

    private static String crypto(String description) {
        return description
                .lines()
                .filter(line -> line.startsWith("a=crypto:"))
                .findFirst()
                .orElse("");
    }

    @Test
    void theFirstSuiteThatWeSpeakIsTaken() {
        var agreement = ours.answer(
                        offer("m=audio 4000 RTP/SAVP 0", "a=crypto:7 F8_128_HMAC_SHA1_80 inline:" + KEY, SHORT, STRONG))
                .orElseThrow();
        var keys = agreement.security().orElseThrow();
        assertThat(keys.theirs().suite()).isEqualTo(Suite.AES_CM_128_HMAC_SHA1_32);
        assertThat(keys.ours().tag()).isEqualTo(2);
        assertThat(crypto(ours.description())).startsWith("a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:");
        assertThat(ours.description()).contains("m=audio 20000 RTP/SAVP 0\r\n");
    }

    @Test
    void ourKeyIsNotTheirs() {
        ours.answer(offer("m=audio 4000 RTP/SAVPF 0", STRONG));
        assertThat(crypto(ours.description())).isNotEqualTo(STRONG).hasSameSizeAs(STRONG);
    }

    /** §7.1.4: nothing of ours changes because they speak again. */
    @Test
    void ourKeyStaysInLaterAnswers() {
        ours.answer(offer("m=audio 4000 RTP/SAVP 0", STRONG));
        var before = ours.description();
        ours.answer(offer("m=audio 4000 RTP/SAVP 0", STRONG));
        assertThat(ours.description()).isEqualTo(before);
        ours.answer(offer("m=audio 4000 RTP/SAVP 0", SHORT));
        assertThat(crypto(ours.description())).isNotEqualTo(crypto(before));
    }

    /** Where a plain stream carries a key, it is a plain stream. */
    @Test
    void aKeyDoesNotMakeAPlainStreamSecure() {
        var agreement = ours.answer(offer("m=audio 4000 RTP/AVP 0", STRONG)).orElseThrow();
        assertThat(agreement.security()).isEmpty();
        assertThat(ours.description()).doesNotContain("crypto");
    }

    @Test
    void whoOffersBothIsTakenAtTheirOrder() {
        ours.answer(offer("m=audio 4000 RTP/SAVP 0", STRONG, "m=audio 4002 RTP/AVP 0"));
        assertThat(ours.description()).contains("RTP/SAVP 0\r\n", "m=audio 0 RTP/AVP 0\r\n");
    }

    @Test
    void theConfigurationMayForbidOrDemandIt() {
        assertThat(side(Security.OFF).answer(offer("m=audio 4000 RTP/SAVP 0", STRONG)))
                .isEmpty();
        assertThat(side(Security.REQUIRED).answer(offer("m=audio 4000 RTP/AVP 0")))
                .isEmpty();
        assertThat(side(Security.REQUIRED).answer(offer("m=audio 4000 RTP/SAVP 0", STRONG)))
                .isPresent();
    }
}
