package offhook.directory.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * HA1 of the phone's password for the realm of our domain, RFC 7616 §3.4.2, in lower-case hexadecimal.
 *
 * @param md5 H(user:realm:password) by MD5
 * @param sha256 the same by SHA-256
 * @param sha512of256 the same by SHA-512/256; empty where it is not known
 */
public record DigestHashes(String md5, String sha256, String sha512of256) {

    /** @param user the name with which the phone logs in */
    public static DigestHashes derive(String user, String realm, Password password) {
        byte[] a1 = (user + ':' + realm + ':' + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return new DigestHashes(hex("MD5", a1), hex("SHA-256", a1), hex("SHA-512/256", a1));
    }

    private static String hex(String algorithm, byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "DigestHashes[…]";
    }
}
