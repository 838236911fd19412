package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import offhook.runtime.testing.ManualTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {

    private static final TlsConfig NONE = new TlsConfig(Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private Path certificate;
    private Path key;

    @BeforeEach
    void files() {
        certificate = folder.resolve("fullchain.pem");
        key = folder.resolve("privkey.pem");
    }

    private TlsContexts of(TlsConfig config, String... domains) {
        return new TlsContexts(config, folder.resolve("data"), List.of(domains), time, time, time);
    }

    private TlsContexts configured() {
        return of(new TlsConfig(Optional.of(certificate), Optional.of(key)), "capulet.example");
    }

    private void write(String domain) {
        SelfSigned.write(certificate, key, List.of(domain), time.instant());
    }

    @Test
    void makesOneAndKeepsIt() throws IOException {
        String fingerprint;
        try (var tls = of(NONE, "capulet.example", "phone.capulet.example")) {
            fingerprint = tls.identity().fingerprint();
            assertThat(fingerprint).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(tls.identity().names()).containsExactly("capulet.example", "phone.capulet.example");
            assertThat(tls.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=capulet.example");
            assertThat(tls.server().isServer()).isTrue();
            var engine = tls.server().newEngine(ByteBufAllocator.DEFAULT);
            assertThat(engine.getEnabledProtocols())
                    .contains("TLSv1.2", "TLSv1.3")
                    .doesNotContain("SSLv3", "TLSv1", "TLSv1.1");
            ReferenceCountUtil.release(engine);
        }
        var made = folder.resolve("data/tls/key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
        try (var again = of(NONE, "phone.capulet.example")) {
            assertThat(again.identity().fingerprint()).isEqualTo(fingerprint);
        }
    }

    @Test
    void makesANewOneForANewDomainOrWhenItIsAboutToExpire() {
        var first = of(NONE, "capulet.example");
        var second = of(NONE, "montague.example");
        assertThat(second.identity().names()).containsExactly("montague.example");
        assertThat(second.identity().fingerprint())
                .isNotEqualTo(first.identity().fingerprint());
        time.jump(Duration.ofDays(3_640));
        var third = of(NONE, "montague.example");
        assertThat(third.identity().fingerprint())
                .isNotEqualTo(second.identity().fingerprint());
        List.of(first, second, third).forEach(TlsContexts::close);
    }

    @Test
    void aRenewedCertificateServesTheNextConnection() {
        write("capulet.example");
        try (var tls = configured()) {
            var before = tls.server();
            time.passSeconds(60);
            assertThat(tls.server()).isSameAs(before);
            write("capulet.example");
            time.passSeconds(20);
            assertThat(tls.server()).isNotSameAs(before);
        }
    }

    @Test
    void aBrokenRenewalChangesNothing() throws IOException {
        write("capulet.example");
        try (var tls = configured()) {
            var before = tls.server();
            Files.writeString(certificate, "half of a cert");
            time.passSeconds(20);
            assertThat(tls.server()).isSameAs(before);
            write("capulet.example");
            time.passSeconds(20);
            assertThat(tls.server()).isNotSameAs(before);
        }
    }

    @Test
    void eachMistakeIsOneLineWithTheFile() throws IOException {
        assertThatThrownBy(this::configured)
                .isInstanceOf(TlsFailure.class)
                .hasMessage("There is no file " + certificate);

        write("capulet.example");
        var other = Files.copy(key, folder.resolve("other.pem"));
        write("capulet.example");
        Files.move(other, key, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::configured)
                .hasMessage("The key " + key + " is not that of the certificate " + certificate);

        Files.writeString(key, "");
        assertThatThrownBy(this::configured).hasMessageStartingWith("There is no key in " + key);

        write("capulet.example");
        Files.copy(key, certificate, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(this::configured).hasMessageStartingWith("There is no certificate in " + certificate);

        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(this::configured)
                .isInstanceOf(TlsFailure.class)
                .hasMessageContaining(certificate.toString())
                .hasMessageNotContaining("\n");
    }

    @Test
    void aChainInTheWrongOrderIsOneLine() throws IOException {
        write("montague.example");
        var stranger = Files.readString(certificate);
        write("capulet.example");
        Files.writeString(certificate, Files.readString(certificate) + stranger);
        assertThatThrownBy(this::configured)
                .hasMessage("In " + certificate + " certificate 1 is not signed by the one after it:"
                        + " expected our own first, then its issuers");
    }

    @Test
    void aKeyWithAPassphraseIsOneLine() throws IOException {
        write("capulet.example");
        Files.writeString(
                key,
                """
                -----BEGIN ENCRYPTED PRIVATE KEY-----
                MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBDQ8JYWhXNP7+4xDSvl
                -----END ENCRYPTED PRIVATE KEY-----
                """);
        assertThatThrownBy(this::configured).isInstanceOf(TlsFailure.class).hasMessageContaining(key.toString());
    }

    /** As certbot writes it: our own certificate, its issuer, and a key in the older form of openssl. */
    @Test
    void readsAChainAndAnRsaKey() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024); // small, since making them takes long
        var issuer = rsa.generateKeyPair();
        rsa.initialize(2048);
        var ours = rsa.generateKeyPair();
        Files.writeString(
                certificate,
                pem(signed("capulet.example", ours, "Friar", issuer)) + pem(signed("Friar", issuer, "Friar", issuer)));
        Files.writeString(key, pem(ours.getPrivate()));
        assertThat(key).content().startsWith("-----BEGIN RSA PRIVATE KEY-----");
        try (var tls = configured()) {
            assertThat(tls.identity().chain()).hasSize(2);
            assertThat(tls.identity().names()).isEmpty();
        }
    }

    private X509CertificateHolder signed(String subject, KeyPair keys, String issuer, KeyPair signer) throws Exception {
        return new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.ONE,
                        Date.from(time.instant()),
                        Date.from(time.instant().plus(Duration.ofDays(90))),
                        new X500Name("CN=" + subject),
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(signer.getPrivate()));
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    @Test
    void aWildcardCoversOneLabel() {
        write("*.capulet.example");
        var identity = PemFiles.read(certificate, key);
        assertThat(identity.covers("Phone.capulet.example")).isTrue();
        assertThat(identity.covers("capulet.example")).isFalse();
        assertThat(identity.covers("a.b.capulet.example")).isFalse();
        assertThat(identity.toString()).isEqualTo("CN=*.capulet.example");
    }

    @Test
    void oneFileWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> new TlsConfig(Optional.of(certificate), Optional.empty()))
                .hasMessageStartingWith("key: ");
        assertThatThrownBy(() -> new TlsConfig(Optional.empty(), Optional.of(key)))
                .hasMessageStartingWith("certificate: ");
    }
}
