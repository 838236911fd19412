package offhook.voicemail.srtp;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A master key of 128 bits and its salt of 112. Is never shown. Safe to share. */
public final class MasterKey {

    static final int KEY = 16;
    static final int SALT = 14;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param random has to be a cryptographic one */
    public static MasterKey random(RandomGenerator random) {
        var bytes = new byte[KEY + SALT];
        random.nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /** Reads base64; empty if it is none, or has another length. */
    public static Optional<MasterKey> parse(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            return bytes.length == KEY + SALT ? Optional.of(new MasterKey(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    byte[] key() {
        return Arrays.copyOf(bytes, KEY);
    }

    byte[] salt() {
        return Arrays.copyOfRange(bytes, KEY, KEY + SALT);
    }

    /** For the one place where it has to be told. */
    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MasterKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "a master key";
    }
}
