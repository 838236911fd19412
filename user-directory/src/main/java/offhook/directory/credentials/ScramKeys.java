package offhook.directory.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** RFC 5802 §3: what a server needs to check a SCRAM client. The arrays are not changed after construction. */
public record ScramKeys(byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {

    private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

    /** RFC 5802 §3. It takes about a millisecond with 4096 iterations: never on an event loop. */
    public static ScramKeys derive(ScramHash hash, Password password, byte[] salt, int iterations) {
        byte[] salted = hash.salted(password, salt, iterations);
        return new ScramKeys(salt, iterations, hash.hash(hash.hmac(salted, CLIENT_KEY)), hash.hmac(salted, SERVER_KEY));
    }

    /** Whether these keys came from that password. As slow as {@link #derive}; how long it takes does not tell the answer. */
    public boolean matches(ScramHash hash, Password password) {
        return MessageDigest.isEqual(storedKey, derive(hash, password, salt, iterations).storedKey);
    }

    /** As text, RFC 5803 §2 without the mechanism: {@code iterations:salt$storedKey:serverKey}. As secret as the keys. */
    public String encoded() {
        var base64 = Base64.getEncoder();
        return iterations + ":" + base64.encodeToString(salt) + '$' + base64.encodeToString(storedKey) + ':'
                + base64.encodeToString(serverKey);
    }

    /** Reads what {@link #encoded} wrote. @throws IllegalArgumentException if it did not */
    public static ScramKeys decode(String encoded) {
        String[] parts = encoded.split("[:$]", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("no SCRAM keys");
        }
        var base64 = Base64.getDecoder();
        return new ScramKeys(
                base64.decode(parts[1]), Integer.parseInt(parts[0]), base64.decode(parts[2]), base64.decode(parts[3]));
    }

    @Override
    public String toString() {
        return "ScramKeys[…]";
    }
}
