package offhook.runtime.net;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Who we are to those who connect: a certificate, its issuers, and its key.
 *
 * @param chain our own certificate first, each signed by the next
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6, GeneralName

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads two PEM files and checks that they belong together. Blocks.
     *
     * @throws TlsFailure with one line that names the file
     */
    public static TlsIdentity read(Path certificate, Path key) {
        return PemFiles.read(certificate, key);
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    public Instant expires() {
        return certificate().getNotAfter().toInstant();
    }

    /** The domain names it is made out to, in lower case; a wildcard as it stands there. */
    public List<String> names() {
        try {
            var names = certificate().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new TlsFailure("the names in the certificate cannot be read", e);
        }
    }

    /** RFC 9525 §6.3: a wildcard stands for exactly one label, the first. */
    public boolean covers(String domain) {
        var wanted = domain.toLowerCase(Locale.ROOT);
        var dot = wanted.indexOf('.');
        return names().contains(wanted) || (dot > 0 && names().contains("*" + wanted.substring(dot)));
    }

    /** SHA-256 of the certificate, as clients show it: {@code AB:CD:…}. */
    public String fingerprint() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new TlsFailure("the certificate cannot be digested", e);
        }
    }

    /** Whether the key is the certificate's: what it signs, the certificate verifies. */
    boolean keyMatches() {
        try {
            var algorithm = signatureOf(certificate().getPublicKey());
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            var signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // not even of the same kind
        }
    }

    /** Which certificate, counted from 1, is not signed by the one after it; 0 if all are. */
    int firstUnsigned() {
        for (var i = 1; i < chain.size(); i++) {
            try {
                chain.get(i - 1).verify(chain.get(i).getPublicKey());
            } catch (GeneralSecurityException e) {
                return i;
            }
        }
        return 0;
    }

    private static String signatureOf(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm(); // Ed25519, Ed448: the key says it all
        };
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return certificate().getSubjectX500Principal().toString();
    }
}
