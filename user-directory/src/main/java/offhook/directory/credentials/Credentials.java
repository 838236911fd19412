package offhook.directory.credentials;

import java.security.SecureRandom;

/** What is kept of a password: SCRAM keys for chat and digest hashes for the phone, never the password. */
public record Credentials(ScramKeys sha1, ScramKeys sha256, DigestHashes digest) {

    private static final int SALT_BYTES = 16;

    /**
     * Everything from one password, or from two where the phone has a secret of its own. It takes milliseconds: never
     * on an event loop.
     *
     * @param login the prepared name with which chat and phone log in
     */
    public static Credentials derive(
            String login, String domain, Password chat, Password phone, int iterations, SecureRandom random) {
        return new Credentials(
                ScramKeys.derive(ScramHash.SHA_1, chat, salt(random), iterations),
                ScramKeys.derive(ScramHash.SHA_256, chat, salt(random), iterations),
                DigestHashes.derive(login, domain, phone));
    }

    public ScramKeys scram(ScramHash hash) {
        return hash == ScramHash.SHA_1 ? sha1 : sha256;
    }

    /** The same chat password, another secret for the phone. */
    public Credentials withDigest(DigestHashes other) {
        return new Credentials(sha1, sha256, other);
    }

    private static byte[] salt(SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }
}
