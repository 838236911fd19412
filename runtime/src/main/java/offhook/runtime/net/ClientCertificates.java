package offhook.runtime.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Looks at the certificates of clients. The handshake takes any: whoever shows a worthless one can still log in by a
 * password. {@link #validated} says what is worth something. Safe to share.
 */
final class ClientCertificates extends X509ExtendedTrustManager {

    private final X509TrustManager authorities;

    private ClientCertificates(X509TrustManager authorities) {
        this.authorities = authorities;
    }

    /** Those whom the authorities in a PEM file vouch for. */
    static ClientCertificates read(Path pem) {
        try (var in = Files.newInputStream(pem)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority " + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new GeneralSecurityException("the file holds no certificate");
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return new ClientCertificates((X509TrustManager) factory.getTrustManagers()[0]);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsFailure("The authorities in " + pem + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** The first certificate of a chain, if it is made out to a client by one of the authorities and is valid now. */
    Optional<X509Certificate> validated(Certificate[] chain) {
        if (chain.length == 0) {
            return Optional.empty();
        }
        try {
            var certificates = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
            authorities.checkClientTrusted(
                    certificates, certificates[0].getPublicKey().getAlgorithm());
            return Optional.of(certificates[0]);
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("we are no client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
