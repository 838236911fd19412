package offhook.directory.credentials;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The hash of a SCRAM mechanism and what RFC 5802 §2.2 builds from it. Safe to share. */
public enum ScramHash {
    SHA_1("SHA-1", "PBKDF2WithHmacSHA1", 20),
    SHA_256("SHA-256", "PBKDF2WithHmacSHA256", 32);

    private static final int BLOCK = 64; // of either hash
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5C;

    /** To be copied, and not to be used: to look one up takes longer than to hash a line. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final MessageDigest fresh;

    private final String pbkdf2;
    private final int length;

    ScramHash(String digest, String pbkdf2, int length) {
        this.fresh = digest(digest);
        this.pbkdf2 = pbkdf2;
        this.length = length;
    }

    /** Bytes of a key. */
    public int length() {
        return length;
    }

    /** H(str). */
    public byte[] hash(byte[] text) {
        return digest().digest(text);
    }

    private MessageDigest digest() {
        try {
            return (MessageDigest) fresh.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a hash of this Java cannot be copied", e);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** HMAC(key, str), RFC 2104 §2: each login needs some, and to look up a Mac takes longer than its hashes. */
    public byte[] hmac(byte[] key, byte[] text) {
        byte[] pad = Arrays.copyOf(key.length > BLOCK ? hash(key) : key, BLOCK);
        var digest = digest();
        digest.update(xor(pad, INNER));
        byte[] inner = digest.digest(text);
        digest.update(xor(pad, INNER ^ OUTER));
        return digest.digest(inner);
    }

    private static byte[] xor(byte[] bytes, int with) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) with;
        }
        return bytes;
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
