package offhook.xmpp.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.OptionalLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The ids of archived messages: their places, encrypted, so that nobody learns anything from them (XEP-0359 §6) and none
 * has to be stored. Safe to share.
 */
final class Uids {

    private static final int LENGTH = 16;

    private final Cipher encryption;
    private final Cipher decryption;

    /** @param secret 16 bytes */
    Uids(byte[] secret) {
        encryption = cipher(Cipher.ENCRYPT_MODE, secret);
        decryption = cipher(Cipher.DECRYPT_MODE, secret);
    }

    /** One block, which is never the same twice: it needs no mode. */
    private static Cipher cipher(int mode, byte[] secret) {
        try {
            var cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(secret, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    String of(long place) {
        var block = ByteBuffer.allocate(LENGTH).putLong(place).putLong(0).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(apply(encryption, block));
    }

    /** The place; empty for what is no id of ours. */
    OptionalLong place(String uid) {
        byte[] block;
        try {
            block = Base64.getUrlDecoder().decode(uid);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (block.length != LENGTH) {
            return OptionalLong.empty();
        }
        var plain = ByteBuffer.wrap(apply(decryption, block));
        long place = plain.getLong();
        return plain.getLong() == 0 && of(place).equals(uid) ? OptionalLong.of(place) : OptionalLong.empty();
    }

    private static byte[] apply(Cipher cipher, byte[] block) {
        synchronized (cipher) {
            try {
                return cipher.doFinal(block);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a block is a block", e);
            }
        }
    }
}
