package offhook.runtime.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives from the exporter secret of a TLS 1.3 connection what both of its sides can derive and nobody else, RFC 8446
 * §7.5. The length of the secret says which hash the connection uses.
 */
final class Exporter {

    private final byte[] secret;
    private final String hash;

    Exporter(byte[] secret) {
        this.secret = secret;
        this.hash = secret.length == 48 ? "SHA-384" : "SHA-256";
    }

    /** Keying material for this label and an empty context. */
    byte[] export(String label, int length) {
        byte[] nothing = digest();
        return expand(expand(secret, label, nothing, nothing.length), "exporter", nothing, length);
    }

    /** HKDF-Expand-Label, §7.1. */
    private byte[] expand(byte[] key, String label, byte[] context, int length) {
        byte[] full = ("tls13 " + label).getBytes(ISO_8859_1);
        var info = new ByteArrayOutputStream();
        info.write(length >> 8);
        info.write(length);
        info.write(full.length);
        info.writeBytes(full);
        info.write(context.length);
        info.writeBytes(context);
        return expand(key, info.toByteArray(), length);
    }

    /** HKDF-Expand, RFC 5869 §2.3. */
    private byte[] expand(byte[] key, byte[] info, int length) {
        try {
            var mac = Mac.getInstance(hash.equals("SHA-384") ? "HmacSHA384" : "HmacSHA256");
            mac.init(new SecretKeySpec(key, "HKDF"));
            var out = new ByteArrayOutputStream();
            byte[] block = {};
            for (int i = 1; out.size() < length; i++) {
                mac.update(block);
                mac.update(info);
                block = mac.doFinal(new byte[] {(byte) i});
                out.writeBytes(block);
            }
            return Arrays.copyOf(out.toByteArray(), length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has these
        }
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance(hash).digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
