package offhook.directory.credentials;

/**
 * HA1 of the phone's password for the realm of our domain, RFC 7616 §3.4.2, in lower-case hexadecimal.
 *
 * @param md5 H(user:realm:password) by MD5
 * @param sha256 the same by SHA-256
 */
public record DigestHashes(String md5, String sha256) {

    @Override
    public String toString() {
        return "DigestHashes[…]";
    }
}
