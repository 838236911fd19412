package offhook.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import offhook.runtime.life.FileTrouble;

/** Whose certificates are believed: the system's authorities and those of a PEM file. */
final class Trust {

    private Trust() {}

    /** @throws IllegalArgumentException if the file cannot be read or holds no certificate */
    static SSLSocketFactory systemAnd(Path pem) {
        try {
            var trusted = new ArrayList<Certificate>(read(pem));
            trusted.addAll(List.of(systems()));
            var keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                keys.setCertificateEntry("trusted-" + i, trusted.get(i));
            }
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers(keys), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("certificates to trust in " + pem + ": " + FileTrouble.why(e), e);
        }
    }

    private static List<Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            var found = List.<Certificate>copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new GeneralSecurityException("the file holds none");
            }
            return found;
        }
    }

    private static X509Certificate[] systems() throws GeneralSecurityException {
        for (var manager : managers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] managers(KeyStore keys) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        return factory.getTrustManagers();
    }
}
