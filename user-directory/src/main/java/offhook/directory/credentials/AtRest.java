package offhook.directory.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what would be as good as a password to whoever reads the database: AES-256-GCM (NIST SP 800-38D) with a
 * random nonce, bound to its owner. Safe to share.
 */
public final class AtRest {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    public AtRest(MasterKey key, SecureRandom random) {
        this.key = new SecretKeySpec(key.derive("digest at rest"), "AES");
        this.random = random;
    }

    /** @param owner whose it is: it opens for nobody else, so that rows cannot be exchanged */
    public String seal(String owner, DigestHashes digest) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = String.join(" ", digest.md5(), digest.sha256(), digest.sha512of256())
                .getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, nonce).doFinal(text);
            byte[] both = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, NONCE_BYTES, sealed.length);
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt by AES-GCM", e);
        }
    }

    /** @throws IllegalArgumentException if it was sealed with another key or for somebody else, or was changed since */
    public DigestHashes open(String owner, String sealed) {
        try {
            byte[] both = Base64.getDecoder().decode(sealed);
            if (both.length < NONCE_BYTES + TAG_BITS / 8) {
                throw new IllegalArgumentException("cut off");
            }
            byte[] text = cipher(Cipher.DECRYPT_MODE, owner, Arrays.copyOf(both, NONCE_BYTES))
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            String[] hashes = new String(text, StandardCharsets.US_ASCII).split(" ", -1);
            return new DigestHashes(hashes[0], hashes[1], hashes.length > 2 ? hashes[2] : "");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the phone credentials of " + owner + " do not open with this key", e);
        }
    }

    private Cipher cipher(int mode, String owner, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
