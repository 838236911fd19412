package offhook.runtime.net;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificate of a server that was given none. */
final class SelfSigned {

    private static final Duration YEARS = Duration.ofDays(3_650);
    private static final SecureRandom RANDOM = new SecureRandom();

    private SelfSigned() {}

    /** Makes a P-256 certificate for these domain names; the key file is for its owner only. */
    static void write(Path certificate, Path key, List<String> domains, Instant now) {
        try {
            var pair = keyPair();
            Files.createDirectories(certificate.getParent());
            replace(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)), "rw-------");
            replace(certificate, pem(certificate(pair, domains, now)), "rw-r--r--");
        } catch (IOException e) {
            throw new TlsFailure("Cannot write the certificate " + certificate + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new TlsFailure("Cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder certificate(KeyPair pair, List<String> domains, Instant now)
            throws IOException, OperatorCreationException {
        var subject = new X500NameBuilder().addRDN(BCStyle.CN, domains.get(0)).build();
        var names = domains.stream()
                .map(domain -> new GeneralName(GeneralName.dNSName, domain))
                .toArray(GeneralName[]::new);
        return new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(127, RANDOM).setBit(0), // RFC 5280 §4.1.2.2: positive, at most 20 octets
                        Date.from(now.minus(Duration.ofDays(1))), // a client's clock may be slow
                        Date.from(now.plus(YEARS)),
                        subject,
                        pair.getPublic())
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private static void replace(Path file, String text, String mode) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
