package offhook.voicemail.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one direction, for RTP or for RTCP, which RFC 3711 §4.3 derives from the master key: encrypts and
 * authenticates packets in the place where they are. Belongs to one stream.
 */
final class SessionKeys {

    /** RFC 3711 §4.3.2: what is added to the label for RTCP. */
    private static final int RTCP = 3;

    private static final int BLOCK = 16;
    private static final int DIGEST = 20;

    private final Cipher aes;
    private final Mac hmac;
    private final byte[] salt;
    private final byte[] digest = new byte[DIGEST];
    private byte[] counters = new byte[0];
    private byte[] keystream = new byte[0];

    private SessionKeys(MasterKey master, int labels) throws GeneralSecurityException {
        var prf = aes(master.key());
        aes = aes(derived(prf, master.salt(), labels, MasterKey.KEY));
        hmac = Mac.getInstance("HmacSHA1");
        hmac.init(new SecretKeySpec(derived(prf, master.salt(), labels + 1, DIGEST), "HmacSHA1"));
        salt = derived(prf, master.salt(), labels + 2, MasterKey.SALT);
    }

    static SessionKeys rtp(MasterKey master) {
        return of(master, 0);
    }

    static SessionKeys rtcp(MasterKey master) {
        return of(master, RTCP);
    }

    private static SessionKeys of(MasterKey master, int labels) {
        try {
            return new SessionKeys(master, labels);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES and HMAC-SHA1", e);
        }
    }

    private static Cipher aes(byte[] key) throws GeneralSecurityException {
        // Counter mode by hand: with a new counter the provider's own would have to be set up anew for each packet.
        var cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher;
    }

    /** RFC 3711 §4.3.1, with a key derivation rate of zero. */
    static byte[] derived(Cipher prf, byte[] salt, int label, int length) throws GeneralSecurityException {
        var input = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
        for (int at = 0; at < input.length; at += BLOCK) {
            System.arraycopy(salt, 0, input, at, MasterKey.SALT);
            input[at + 7] ^= (byte) label;
            input[at + 15] = (byte) (at / BLOCK);
        }
        return Arrays.copyOf(prf.doFinal(input), length);
    }

    /** §4.1.1: the same call encrypts and decrypts. */
    void crypt(byte[] packet, int from, int to, int ssrc, long index) {
        int length = to - from;
        int blocks = (length + BLOCK - 1) / BLOCK;
        if (counters.length < blocks * BLOCK) {
            counters = new byte[blocks * BLOCK];
            keystream = new byte[blocks * BLOCK];
        }
        for (int block = 0; block < blocks; block++) {
            counter(block, ssrc, index);
        }
        try {
            aes.update(counters, 0, blocks * BLOCK, keystream, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("its buffers have one size", e);
        }
        for (int i = 0; i < length; i++) {
            packet[from + i] ^= keystream[i];
        }
    }

    private void counter(int block, int ssrc, long index) {
        int at = block * BLOCK;
        System.arraycopy(salt, 0, counters, at, MasterKey.SALT);
        for (int i = 0; i < 4; i++) {
            counters[at + 4 + i] ^= (byte) (ssrc >> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            counters[at + 8 + i] ^= (byte) (index >> (40 - 8 * i));
        }
        counters[at + 14] = (byte) (block >> 8);
        counters[at + 15] = (byte) block;
    }

    /** §4.2: over the packet, and for RTP the rollover counter that is not in it; valid until the next call. */
    byte[] tag(byte[] packet, int length, long rollover) {
        hmac.update(packet, 0, length);
        for (int shift = 24; rollover >= 0 && shift >= 0; shift -= 8) {
            hmac.update((byte) (rollover >> shift));
        }
        try {
            hmac.doFinal(digest, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("its buffer is large enough", e);
        }
        return digest;
    }

    /** Compares in a time that tells nothing. */
    static boolean isSame(byte[] digest, byte[] packet, int at, int length) {
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= digest[i] ^ packet[at + i];
        }
        return difference == 0;
    }
}
