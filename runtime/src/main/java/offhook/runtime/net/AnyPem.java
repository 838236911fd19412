package offhook.runtime.net;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.encoders.DecoderException;

/**
 * Reads every form of PEM that openssl has written, by Bouncy Castle, and says what is wrong with a file. It stands by itself,
 * so that nothing of Bouncy Castle is loaded where {@link UsualPem} is enough.
 */
final class AnyPem {

    private AnyPem() {}

    /** Fails with TlsFailure, one line that names the file. */
    static TlsIdentity read(Path certificate, Path key) {
        return new TlsIdentity(certificates(certificate), key(key));
    }

    private static List<X509Certificate> certificates(Path file) {
        var converter = new JcaX509CertificateConverter();
        var chain = new ArrayList<X509Certificate>();
        for (var object : objects(file)) {
            if (object instanceof X509CertificateHolder holder) {
                try {
                    chain.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw new TlsFailure("A certificate in " + file + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        if (chain.isEmpty()) {
            throw new TlsFailure("There is no certificate in " + file + ": expected -----BEGIN CERTIFICATE-----");
        }
        return chain;
    }

    private static PrivateKey key(Path file) {
        var converter = new JcaPEMKeyConverter();
        try {
            for (var object : objects(file)) {
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                    throw new TlsFailure("The key " + file + " has a passphrase: expected one without");
                }
            }
        } catch (IOException e) {
            throw new TlsFailure("The key in " + file + " cannot be read: " + e.getMessage(), e);
        }
        throw new TlsFailure("There is no key in " + file + ": expected -----BEGIN PRIVATE KEY-----");
    }

    private static List<Object> objects(Path file) {
        var objects = new ArrayList<>();
        try (var parser = new PEMParser(Files.newBufferedReader(file))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                objects.add(object);
            }
        } catch (NoSuchFileException e) {
            throw new TlsFailure("There is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new TlsFailure("The user " + System.getProperty("user.name") + " may not read " + file, e);
        } catch (IOException | DecoderException e) {
            throw new TlsFailure("The file " + file + " is not PEM: " + e.getMessage(), e);
        }
        return objects;
    }
}
