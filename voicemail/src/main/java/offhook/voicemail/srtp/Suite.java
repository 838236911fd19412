package offhook.voicemail.srtp;

import java.util.Optional;

/** The crypto suites of RFC 4568 §6.2 that we speak: AES in counter mode, and a tag of 80 or 32 bits. */
public enum Suite {
    AES_CM_128_HMAC_SHA1_80(10),
    AES_CM_128_HMAC_SHA1_32(4);

    private final int tag;

    Suite(int tag) {
        this.tag = tag;
    }

    /** How many bytes authenticate an RTP packet. RTCP always has ten (RFC 4568 §6.2.2). */
    public int tag() {
        return tag;
    }

    /** Names of suites are compared as they stand. */
    public static Optional<Suite> named(String name) {
        for (var suite : values()) {
            if (suite.name().equals(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
