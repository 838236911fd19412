package offhook.sip.transaction;

import java.util.random.RandomGenerator;

/** Branches and tags that nobody can guess (RFC 3261 §19.3 asks for 32 bits, these have 80). Belongs to one loop. */
final class Tokens {

    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int LENGTH = 16;
    private static final int BATCH = 64;

    private final RandomGenerator random;
    private final byte[] bytes = new byte[BATCH * LENGTH];
    private int at = bytes.length;

    /** Random bytes are drawn many at once, since a strong source is slow to begin. */
    Tokens(RandomGenerator random) {
        this.random = random;
    }

    String next(String prefix) {
        if (at == bytes.length) {
            random.nextBytes(bytes);
            at = 0;
        }
        var token = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) {
            token.append(ALPHABET[bytes[at++] & 31]);
        }
        return token.toString();
    }
}
