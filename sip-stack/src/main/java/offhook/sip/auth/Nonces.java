package offhook.sip.auth;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import offhook.directory.credentials.ScramHash;

/**
 * Makes nonces and knows them again: time, serial number and an HMAC over both and the client's address. Nothing is kept
 * of a nonce until somebody with the right password uses it. Safe to share.
 */
final class Nonces {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int SIGNATURE = 8;
    private static final int LENGTH = 8 + SIGNATURE;
    private static final int SLOTS = 1 << 16;

    private final byte[] key;
    private final InstantSource clock;
    private final AtomicInteger serial = new AtomicInteger();

    /** By serial number: that number and the highest count with which it was used. A newer nonce may push an older out. */
    private final AtomicLongArray used = new AtomicLongArray(SLOTS);

    /** @param key random, of this process only */
    Nonces(byte[] key, InstantSource clock) {
        this.key = key.clone();
        this.clock = clock;
    }

    /** A nonce of its own for each challenge: there are clients that always count from one. */
    String next(InetAddress client) {
        var nonce = ByteBuffer.allocate(LENGTH);
        nonce.putInt(seconds());
        nonce.putInt(serial.incrementAndGet());
        nonce.put(signature(nonce.array(), client), 0, SIGNATURE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** Whether it is ours, for this address, not too old, and not used with this count before. Then it is used now. */
    boolean use(String text, long count, InetAddress client) {
        var nonce = decoded(text);
        if (nonce == null || count < 1) {
            return false;
        }
        var parts = ByteBuffer.wrap(nonce);
        int age = seconds() - parts.getInt();
        return isSigned(nonce, client) && age >= 0 && age < LIFE.toSeconds() && isFirstUse(parts.getInt(), count);
    }

    /** Whether it was made for this address, at any time. */
    boolean isOurs(String text, InetAddress client) {
        var nonce = decoded(text);
        return nonce != null && isSigned(nonce, client);
    }

    private boolean isSigned(byte[] nonce, InetAddress client) {
        var signature = Arrays.copyOf(signature(nonce, client), SIGNATURE);
        return MessageDigest.isEqual(signature, Arrays.copyOfRange(nonce, 8, LENGTH));
    }

    private boolean isFirstUse(int number, long count) {
        int slot = number & (SLOTS - 1);
        long mine = Integer.toUnsignedLong(number) << 32;
        while (true) {
            long last = used.get(slot);
            int ahead = number - (int) (last >>> 32);
            if (ahead < 0 || (ahead == 0 && count <= (last & 0xFFFF_FFFFL))) {
                return false;
            }
            if (used.compareAndSet(slot, last, mine | count)) {
                return true;
            }
        }
    }

    private static byte[] decoded(String text) {
        try {
            var nonce = Base64.getUrlDecoder().decode(text);
            return nonce.length == LENGTH ? nonce : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private int seconds() {
        return (int) clock.instant().getEpochSecond();
    }

    private byte[] signature(byte[] nonce, InetAddress client) {
        byte[] address = client.getAddress();
        byte[] text = Arrays.copyOf(nonce, 8 + address.length);
        System.arraycopy(address, 0, text, 8, address.length);
        return ScramHash.SHA_256.hmac(key, text);
    }
}
