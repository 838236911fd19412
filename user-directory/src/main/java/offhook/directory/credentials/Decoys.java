package offhook.directory.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Credentials for names that nobody has, RFC 5802 §9: the same name gets the same salt each time, as a person would, and
 * no password fits. Safe to share.
 */
public final class Decoys {

    private static final int SALT_BYTES = 16;

    private final byte[] key;
    private final int iterations;
    private final byte[] noKey;
    private final DigestHashes noDigest;

    /** @param key secret and the same after a restart, or the salts would change and tell */
    public Decoys(MasterKey key, int iterations) {
        this.key = key.derive("decoy salt");
        this.iterations = iterations;
        this.noKey = key.derive("decoy key");
        var password = Password.of(HexFormat.of().formatHex(key.derive("decoy digest")));
        this.noDigest = DigestHashes.derive("", "", password);
    }

    public Credentials of(String login) {
        byte[] salts = ScramHash.SHA_256.hmac(key, login.getBytes(StandardCharsets.UTF_8));
        return new Credentials(
                keys(ScramHash.SHA_1, Arrays.copyOf(salts, SALT_BYTES)),
                keys(ScramHash.SHA_256, Arrays.copyOfRange(salts, SALT_BYTES, 2 * SALT_BYTES)),
                noDigest,
                false);
    }

    private ScramKeys keys(ScramHash hash, byte[] salt) {
        byte[] unknown = Arrays.copyOf(noKey, hash.length());
        return new ScramKeys(salt, iterations, unknown, unknown);
    }
}
