package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of one exchange by RFC 5802, without channel binding. */
final class Scram {

    private final Keys keys;
    private final String bare;

    Scram(Keys keys, int number) {
        this.keys = keys;
        bare = "n=" + Client.user(number) + ",r="
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    String mechanism() {
        return "SCRAM-" + keys.hash;
    }

    String first() {
        return "n,," + bare;
    }

    /** @param serverFirst what the server has said */
    String last(String serverFirst) {
        String[] parts = serverFirst.split(",", -1); // r=…,s=…,i=…
        String withoutProof = "c=biws," + parts[0];
        String proof = keys.proof(
                parts[1].substring(2),
                Integer.parseInt(parts[2].substring(2)),
                bare + ',' + serverFirst + ',' + withoutProof);
        return withoutProof + ",p=" + proof;
    }

    /** What clients remember of their password, so that it costs its thousands of rounds once. Of one loop. */
    static final class Keys {

        private final String hash;
        private final String mac;
        private final Map<String, byte[]> clientKeys = new HashMap<>();

        /** @param hash "SHA-1" or "SHA-256" */
        Keys(String hash) {
            this.hash = hash;
            mac = "Hmac" + hash.replace("-", "");
        }

        private String proof(String salt, int rounds, String said) {
            try {
                byte[] key = clientKeys.get(salt);
                if (key == null) {
                    key = hmac(salted(Base64.getDecoder().decode(salt), rounds), "Client Key");
                    clientKeys.put(salt, key);
                }
                byte[] proof = hmac(MessageDigest.getInstance(hash).digest(key), said);
                for (int i = 0; i < proof.length; i++) {
                    proof[i] ^= key[i];
                }
                return Base64.getEncoder().encodeToString(proof);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] salted(byte[] salt, int rounds) throws GeneralSecurityException {
            int bits = MessageDigest.getInstance(hash).getDigestLength() * 8;
            return SecretKeyFactory.getInstance("PBKDF2With" + mac)
                    .generateSecret(new PBEKeySpec("secret".toCharArray(), salt, rounds, bits))
                    .getEncoded();
        }

        private byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
            var sealed = Mac.getInstance(mac);
            sealed.init(new SecretKeySpec(key, mac));
            return sealed.doFinal(text.getBytes(UTF_8));
        }
    }
}
