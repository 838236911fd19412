package offhook.directory.credentials;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * What is kept of a password: SCRAM keys for chat and digest hashes for the phone, never the password.
 *
 * @param phoneSecret the phone has a secret of its own and does not follow a change of the password
 */
public record Credentials(ScramKeys sha1, ScramKeys sha256, DigestHashes digest, boolean phoneSecret) {

    private static final int SALT_BYTES = 16;

    /**
     * Everything from one password, or from two. It takes milliseconds: never on an event loop.
     *
     * @param login the prepared name with which chat and phone log in
     * @param phone empty where the phone has the same password
     */
    public static Credentials derive(
            String login, String domain, Password chat, Optional<Password> phone, int iterations, SecureRandom random) {
        return new Credentials(
                ScramKeys.derive(ScramHash.SHA_1, chat, salt(random), iterations),
                ScramKeys.derive(ScramHash.SHA_256, chat, salt(random), iterations),
                DigestHashes.derive(login, domain, phone.orElse(chat)),
                phone.isPresent());
    }

    public ScramKeys scram(ScramHash hash) {
        return hash == ScramHash.SHA_1 ? sha1 : sha256;
    }

    /** The same chat password, and a secret of its own for the phone. */
    public Credentials withPhoneSecret(DigestHashes other) {
        return new Credentials(sha1, sha256, other, true);
    }

    private static byte[] salt(SecureRandom random) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }
}
