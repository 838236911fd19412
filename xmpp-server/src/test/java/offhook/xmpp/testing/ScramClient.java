package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import offhook.directory.credentials.ScramHash;

/** The other side of SCRAM, RFC 5802 §3, written from the formulas. */
public final class ScramClient {

    private final ScramHash hash;
    private final String name;
    private final String password;
    private String gs2;

    public ScramClient(ScramHash hash, String name, String password) {
        this.hash = hash;
        this.name = name;
        this.password = password;
    }

    public String nonce() {
        return "fyko+d2lbbFgONRv9qkxdawL";
    }

    public String first(String gs2Header) {
        gs2 = gs2Header;
        return gs2 + bare();
    }

    public String last(String serverFirst, byte[] channelBinding) {
        String[] parts = serverFirst.split(",");
        byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
        byte[] salted = hi(salt, Integer.parseInt(parts[2].substring(2)));
        var bound = new ByteArrayOutputStream();
        bound.writeBytes(gs2.getBytes(UTF_8));
        bound.writeBytes(channelBinding);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(bound.toByteArray()) + "," + parts[0];
        byte[] clientKey = hash.hmac(salted, "Client Key".getBytes(UTF_8));
        byte[] signature =
                hash.hmac(hash.hash(clientKey), (bare() + "," + serverFirst + "," + withoutProof).getBytes(UTF_8));
        byte[] proof = clientKey.clone();
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= signature[i];
        }
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    private String bare() {
        return "n=" + name + ",r=" + nonce();
    }

    private byte[] hi(byte[] salt, int iterations) {
        try {
            String algorithm = hash == ScramHash.SHA_1 ? "PBKDF2WithHmacSHA1" : "PBKDF2WithHmacSHA256";
            return SecretKeyFactory.getInstance(algorithm)
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, hash.length() * 8))
                    .getEncoded();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
