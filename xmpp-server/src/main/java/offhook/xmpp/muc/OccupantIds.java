package offhook.xmpp.muc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/**
 * Names the users of one room so that they are known again and not known elsewhere, XEP-0421 §4.1: by an HMAC of the real
 * address with a key of the room. Of the room's lane.
 */
final class OccupantIds {

    static final String NS = "urn:xmpp:occupant-id:0";

    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** @param key in hexadecimal */
    OccupantIds(String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** A key for a new room. */
    static String newKey(SecureRandom random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** {@code <occupant-id/>} of a user. */
    Element of(Jid account) {
        byte[] id = mac.doFinal(account.bare().toString().getBytes(UTF_8));
        return Element.of("occupant-id", NS).with("id", HexFormat.of().formatHex(id));
    }
}
