package offhook.voicemail.pin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.HexFormat;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.directory.credentials.ScramKeys;

/**
 * What is kept of PINs: salted and slow as passwords are, and made with a key that is not in the database, since all of four
 * digits can be tried in a minute by whoever has that alone. Safe to share; all of it takes milliseconds.
 */
public final class PinKeys {

    private static final int ROUNDS = 4_096;
    private static final int SALT_BYTES = 16;
    private static final ScramHash HASH = ScramHash.SHA_256;

    private final byte[] key;
    private final SecureRandom random;

    public PinKeys(MasterKey key, SecureRandom random) {
        this.key = key.derive("voicemail pin");
        this.random = random;
    }

    /** What to keep of it. */
    String of(UserId owner, Pin pin) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return ScramKeys.derive(HASH, keyed(owner, pin), salt, ROUNDS).encoded();
    }

    /** Whether this was kept of that PIN. */
    boolean matches(UserId owner, Pin pin, String kept) {
        return ScramKeys.decode(kept).matches(HASH, keyed(owner, pin));
    }

    /** Bound to its owner, so that rows cannot be exchanged. */
    private Password keyed(UserId owner, Pin pin) {
        var text = owner.value() + ' ' + pin.reveal();
        return Password.of(HexFormat.of().formatHex(HASH.hmac(key, text.getBytes(UTF_8))));
    }
}
