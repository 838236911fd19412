package offhook.directory.credentials;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The hash of a SCRAM mechanism and what RFC 5802 §2.2 builds from it. Safe to share. */
public enum ScramHash {
    SHA_1("SHA-1", "HmacSHA1", "PBKDF2WithHmacSHA1", 20),
    SHA_256("SHA-256", "HmacSHA256", "PBKDF2WithHmacSHA256", 32);

    private final String digest;
    private final String hmac;
    private final String pbkdf2;
    private final int length;

    ScramHash(String digest, String hmac, String pbkdf2, int length) {
        this.digest = digest;
        this.hmac = hmac;
        this.pbkdf2 = pbkdf2;
        this.length = length;
    }

    /** Bytes of a key. */
    public int length() {
        return length;
    }

    /** H(str). */
    public byte[] hash(byte[] text) {
        try {
            return MessageDigest.getInstance(digest).digest(text);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** HMAC(key, str). */
    public byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key, hmac));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Hi(str, salt, i): a millisecond of one core with 4096 rounds, so never on an event loop. */
    byte[] salted(Password password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.saslprep(), salt, iterations, length * 8);
        try {
            return SecretKeyFactory.getInstance(pbkdf2).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java has no " + e.getMessage(), e);
    }
}
