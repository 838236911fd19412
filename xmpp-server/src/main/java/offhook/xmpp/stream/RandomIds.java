package offhook.xmpp.stream;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess, of letters, digits, - and _. Safe to share. */
public final class RandomIds {

    private final SecureRandom random;
    private final int bytes;

    /**
     * @param random a strong source
     * @param bytes of it in each, a multiple of three
     */
    public RandomIds(SecureRandom random, int bytes) {
        this.random = random;
        this.bytes = bytes;
    }

    public String next() {
        var id = new byte[bytes];
        random.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
