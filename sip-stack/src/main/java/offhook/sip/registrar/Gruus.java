package offhook.sip.registrar;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.sip.message.Params;
import offhook.sip.message.Uri;

/**
 * Addresses that lead to one device each, RFC 5627. A public one is the address of record and says which device it means;
 * a temporary one is a number that only we can read: the device's series and something random, enciphered, so that no two
 * of them show that they belong together. Nothing needs to be kept of them. Safe to share.
 */
public final class Gruus {

    private static final String TEMPORARY = "tgruu.";
    private static final int BLOCK = 16;
    private static final int SIGNATURE = 8;

    private final SecretKeySpec cipherKey;
    private final SecretKeySpec signatureKey;
    private final RandomGenerator random;

    /** @param key 32 secret bytes, the same after a restart */
    public Gruus(byte[] key, RandomGenerator random) {
        this.cipherKey = new SecretKeySpec(key, 0, BLOCK, "AES");
        this.signatureKey = new SecretKeySpec(key, BLOCK, key.length - BLOCK, "HmacSHA256");
        this.random = random;
    }

    /** Of a device that has registered anew: its earlier temporary GRUUs are void. */
    String newSeries() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /** RFC 5627 §5.4: the address of record, with the device. */
    public static Uri publicGruu(Uri aor, String instance) {
        return aor.withParams(Params.NONE.with("gr", escaped(instance))).withoutHeaders();
    }

    /** Another one each time. */
    Uri temporaryGruu(String series, String domain) {
        var plain = ByteBuffer.allocate(BLOCK)
                .putLong(HexFormat.fromHexDigitsToLong(series))
                .putLong(random.nextLong())
                .array();
        var block = crypt(Cipher.ENCRYPT_MODE, plain);
        var whole = ByteBuffer.allocate(BLOCK + SIGNATURE).put(block).put(signature(block));
        return Uri.sip(TEMPORARY + HexFormat.of().formatHex(whole.array()), domain, 0)
                .withParams(Params.NONE.with("gr", ""));
    }

    /** Whether the URI means one device, or says so. */
    public static boolean isGruu(Uri uri) {
        return uri.param("gr").isPresent();
    }

    /** The device that a public GRUU means; empty for a temporary one. */
    public static Optional<String> instance(Uri gruu) {
        return gruu.param("gr").filter(device -> !device.isEmpty()).map(Gruus::plain);
    }

    /** The series of a temporary GRUU; empty if we did not make it. */
    public Optional<String> series(Uri gruu) {
        if (!gruu.user().startsWith(TEMPORARY)
                || !gruu.param("gr").filter(String::isEmpty).isPresent()) {
            return Optional.empty();
        }
        var hex = gruu.user().substring(TEMPORARY.length());
        if (!hex.matches("[0-9a-f]{" + 2 * (BLOCK + SIGNATURE) + "}")) {
            return Optional.empty();
        }
        var whole = HexFormat.of().parseHex(hex);
        var block = Arrays.copyOf(whole, BLOCK);
        if (!MessageDigest.isEqual(signature(block), Arrays.copyOfRange(whole, BLOCK, whole.length))) {
            return Optional.empty();
        }
        var plain = ByteBuffer.wrap(crypt(Cipher.DECRYPT_MODE, block));
        return Optional.of(HexFormat.of().toHexDigits(plain.getLong()));
    }

    /** One block that never comes twice: nothing is to be hidden but what it holds. */
    private byte[] crypt(int mode, byte[] block) {
        try {
            var cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, cipherKey);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES", e);
        }
    }

    private byte[] signature(byte[] block) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(signatureKey);
            return Arrays.copyOf(mac.doFinal(block), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /** RFC 3261 §25.1: what may stand in the value of a URI parameter does, anything else is escaped. */
    private static String escaped(String instance) {
        var text = new StringBuilder(instance.length());
        for (byte each : instance.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || "-_.!~*'()[]/:&+$".indexOf(c) >= 0);
            text.append(
                    plain
                            ? String.valueOf(c)
                            : "%" + HexFormat.of().withUpperCase().toHexDigits(each));
        }
        return text.toString();
    }

    private static String plain(String escaped) {
        try {
            return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
