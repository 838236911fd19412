package offhook.runtime.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import offhook.runtime.life.FileTrouble;

/**
 * TLS 1.2 and 1.3 on connections that we open: the peer's certificate must be made out to the name we look for, by an
 * authority of the system's or of a file. Safe to share.
 */
public final class TlsClients {

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    private final SslContext context;

    /**
     * Reads the file. Blocks.
     *
     * @param trust a PEM file of certificates to trust besides the system's
     * @throws TlsFailure with one line for the admin
     */
    public TlsClients(Optional<Path> trust) {
        try {
            var trusted = new ArrayList<>(systems());
            if (trust.isPresent()) {
                trusted.addAll(read(trust.get()));
            }
            context = SslContextBuilder.forClient()
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(trusted.toArray(X509Certificate[]::new))
                    .build();
        } catch (IOException | GeneralSecurityException e) {
            var file = trust.map(pem -> " in " + pem).orElse("");
            throw new TlsFailure("The certificates to trust" + file + " cannot be used: " + FileTrouble.why(e), e);
        }
    }

    /**
     * The first handler of a connection to there.
     *
     * @param peer with the name it was looked up by, if it has one: that is what its certificate must say
     */
    public SslHandler handler(Channel channel, InetSocketAddress peer) {
        var handler = context.newHandler(channel.alloc(), peer.getHostString(), peer.getPort());
        var parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        return handler;
    }

    private static List<X509Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(pem)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new GeneralSecurityException("the file holds none");
            }
            return found;
        }
    }

    private static List<X509Certificate> systems() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }
}
