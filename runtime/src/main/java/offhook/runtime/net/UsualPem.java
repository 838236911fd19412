package offhook.runtime.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what nearly everybody has, certificates and a key in PKCS #8, by what Java has itself. Bouncy Castle, which {@link
 * AnyPem} asks for the rest, keeps megabytes once it is asked: each of its classes stands in the manifests of its jars.
 */
final class UsualPem {

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private UsualPem() {}

    /** Empty for whatever is not usual, missing or wrong: that is for somebody who can say what. */
    static Optional<TlsIdentity> read(Path certificate, Path key) {
        try {
            var chain = certificates(certificate);
            return chain.isEmpty()
                    ? Optional.empty()
                    : key(key, chain.get(0).getPublicKey().getAlgorithm()).map(found -> new TlsIdentity(chain, found));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var chain = new ArrayList<X509Certificate>();
        for (var blocks = BLOCK.matcher(Files.readString(file)); blocks.find(); ) {
            if (blocks.group(1).equals(CERTIFICATE)) {
                var der = new ByteArrayInputStream(decoded(blocks.group(2)));
                chain.add((X509Certificate) factory.generateCertificate(der));
            }
        }
        return chain;
    }

    /** The first block has to be it: what else there may be is not usual. */
    private static Optional<PrivateKey> key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        var blocks = BLOCK.matcher(Files.readString(file));
        if (!blocks.find() || !blocks.group(1).equals(KEY)) {
            return Optional.empty();
        }
        var der = new PKCS8EncodedKeySpec(decoded(blocks.group(2)));
        return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(der));
    }

    private static byte[] decoded(String base64) {
        return Base64.getMimeDecoder().decode(base64);
    }
}
