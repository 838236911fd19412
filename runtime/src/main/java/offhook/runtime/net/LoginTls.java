package offhook.runtime.net;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * TLS for listeners where people log in by more than a password: bound to the connection, or with a certificate of their
 * own. Shows the newest certificate of {@link TlsContexts}. Safe to share.
 */
public final class LoginTls {

    private final TlsContexts contexts;
    private final Optional<ClientCertificates> clients;
    private final ExporterSecrets secrets = new ExporterSecrets();
    private volatile Made made;

    /**
     * How much the library writes aside where nothing of ours is at hand to write to: an alert, and of a handshake the
     * beginning; it gives the rest a moment later. Each connection holds so much from beginning to end.
     */
    private static final int ASIDE = 64;

    private record Made(TlsIdentity identity, SslContext context) {}

    /**
     * Reads the file. Blocks.
     *
     * @param authorities a PEM file of those who vouch for clients; empty where none is asked for a certificate
     * @throws TlsFailure with one line for the admin
     */
    public LoginTls(TlsContexts contexts, Optional<Path> authorities) {
        this.contexts = contexts;
        this.clients = authorities.map(ClientCertificates::read);
        this.made = make(contexts.identity());
    }

    /** TLS for a connection that was accepted: {@link Link#handler} is to be its first handler. */
    public Link accept(Channel channel) {
        var handler = current().newHandler(channel.alloc());
        var link = new Link(handler, secrets.begin(handler.engine()));
        handler.handshakeFuture().addListener(over -> link.takeSecret()); // whatever became of it
        return link;
    }

    private SslContext current() {
        var identity = contexts.identity();
        var now = made;
        if (!now.identity.equals(identity)) {
            now = make(identity);
            made = now;
        }
        return now.context;
    }

    private Made make(TlsIdentity identity) {
        try {
            var builder = SslContextBuilder.forServer(
                            identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (clients.isPresent()) {
                builder.clientAuth(ClientAuth.OPTIONAL).trustManager(clients.get());
            } else {
                builder.trustManager(TlsContexts.NOBODY);
            }
            var context = builder.build();
            if (context instanceof ReferenceCountedOpenSslContext library) {
                library.setBioNonApplicationBufferSize(ASIDE);
            }
            secrets.follow(context);
            return new Made(identity, context);
        } catch (SSLException e) {
            throw new TlsFailure("The certificate " + identity + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** TLS on one connection, for as long as somebody asks what came of the handshake. Belongs to its loop. */
    public final class Link {

        private final SslHandler handler;
        private final long key;
        private Optional<Exporter> exporter = Optional.empty();

        private Link(SslHandler handler, long key) {
            this.handler = handler;
            this.key = key;
        }

        public SslHandler handler() {
            return handler;
        }

        private void takeSecret() {
            exporter = exporter.or(() -> secrets.take(key));
        }

        /** Our own certificate, which the client was shown, and its issuers. */
        public Certificate[] ours() {
            return handler.engine().getSession().getLocalCertificates();
        }

        /** The client's certificate, if it showed one that an authority vouches for. */
        public Optional<X509Certificate> theirs() {
            return clients.flatMap(checked -> checked.validated(shown()));
        }

        private Certificate[] shown() {
            try {
                return handler.engine().getSession().getPeerCertificates();
            } catch (SSLPeerUnverifiedException e) {
                return new Certificate[0]; // it has none
            }
        }

        /** RFC 8446 §7.5, with an empty context; empty for TLS 1.2 and where the library does not tell. */
        public Optional<byte[]> export(String label, int length) {
            takeSecret();
            return exporter.map(from -> from.export(label, length));
        }
    }
}
