package offhook.xmpp.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody who makes certificates for clients, XEP-0178. */
public final class TestAuthority {

    private static final ASN1ObjectIdentifier XMPP_ADDRESS = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");

    private final KeyPair pair;
    private final X500Name name;
    private final X509Certificate certificate;

    public TestAuthority(String name) throws GeneralSecurityException, OperatorCreationException, IOException {
        this.pair = pair();
        this.name = new X500Name("CN=" + name);
        this.certificate = sign(new X500Name("CN=" + name), pair, new BasicConstraints(true), null);
    }

    /** Writes its own certificate. */
    public Path write(Path file) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate);
        }
        return Files.writeString(file, text.toString());
    }

    /** What a client shows who has a certificate made out to these addresses. */
    public KeyManager[] client(String... addresses) throws Exception {
        var own = pair();
        var names = Arrays.stream(addresses).map(TestAuthority::name).toArray(GeneralName[]::new);
        var signed = sign(new X500Name("CN=client"), own, new BasicConstraints(false), new GeneralNames(names));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "client",
                own.getPrivate(),
                new char[0],
                List.of(signed, certificate).toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static GeneralName name(String address) {
        return new GeneralName(GeneralName.otherName, new DERSequence(new ASN1Encodable[] {
            XMPP_ADDRESS, new DERTaggedObject(true, 0, new DERUTF8String(address))
        }));
    }

    private X509Certificate sign(X500Name subject, KeyPair of, BasicConstraints constraints, GeneralNames names)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        var now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.valueOf(now.toEpochMilli()),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        of.getPublic())
                .addExtension(Extension.basicConstraints, true, constraints);
        if (names != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
