package offhook.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import offhook.directory.credentials.DigestHashes;

/** What digest authentication hashes with: RFC 7616 §3.2, RFC 8760 §2.1. */
public enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String java;

    /** To be copied, and not to be used: to look one up takes longer than to hash a line. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final MessageDigest fresh;

    /** @param java what the Java platform calls it */
    DigestAlgorithm(String token, String java) {
        this.token = token;
        this.java = java;
        this.fresh = digest(java);
    }

    /** As it stands in a challenge. */
    String token() {
        return token;
    }

    /** Empty where it is not known. */
    String ha1(DigestHashes hashes) {
        return switch (this) {
            case MD5 -> hashes.md5();
            case SHA_256 -> hashes.sha256();
            case SHA_512_256 -> hashes.sha512of256();
        };
    }

    /**
     * What a response says of the request, RFC 7616 §3.4.3.
     *
     * @param qop "auth-int" protects the body, too
     */
    String ha2(String qop, String method, String uri, byte[] body) {
        return hash(method + ':' + uri + (qop.equalsIgnoreCase("auth-int") ? ':' + hash(body) : ""));
    }

    /** The hash in lower-case hexadecimal. */
    String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) fresh.clone()).digest(bytes));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(java + " of this Java cannot be copied", e);
        }
    }

    private static MessageDigest digest(String java) {
        try {
            return MessageDigest.getInstance(java);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + java, e);
        }
    }
}
