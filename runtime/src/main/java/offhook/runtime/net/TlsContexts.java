package offhook.runtime.net;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import offhook.runtime.work.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of all listeners: TLS 1.2 and 1.3 by BoringSSL where it runs, else by the JDK. Ask for the context at each
 * connection: a renewed certificate serves the next one, while those open go on. Safe to share.
 */
public final class TlsContexts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** Clients are asked for no certificate. By default all authorities of the system would be read, and held. */
    static final X509Certificate[] NOBODY = {};

    private static final Duration SOON = Duration.ofDays(14);

    /** Replaced as a whole. */
    private record Current(TlsIdentity identity, SslContext server) {}

    private final Path certificate;
    private final Path key;
    private final List<String> domains;
    private final InstantSource clock;
    private final FileWatch watch;
    private volatile Current current;

    /**
     * Reads the certificate, or makes one in {@code data/tls} where none is configured, and goes on watching it.
     *
     * @param domains the names it should be made out to, ours first
     * @param io where files are read: not a loop
     * @throws TlsFailure with one line for the admin
     */
    public TlsContexts(
            TlsConfig config, Path data, List<String> domains, InstantSource clock, Timers timers, Executor io) {
        certificate = config.certificate().orElse(data.resolve("tls/certificate.pem"));
        key = config.key().orElse(data.resolve("tls/key.pem"));
        this.domains = List.copyOf(domains);
        this.clock = clock;
        if (config.certificate().isEmpty()) {
            makeIfNeeded();
        }
        current = load();
        watch = new FileWatch(List.of(certificate, key), LOOK_EVERY, timers, io, this::reload);
    }

    /** For the next connection: {@code server().newHandler(…)}. */
    public SslContext server() {
        return current.server;
    }

    /** The one that the next connection will see. */
    public X509Certificate certificate() {
        return current.identity.certificate();
    }

    public TlsIdentity identity() {
        return current.identity;
    }

    /** Reads the files again; if they cannot be used, says why in one line and goes on with what was. Blocks. */
    public Optional<String> reload() {
        try {
            current = load();
            return Optional.empty();
        } catch (TlsFailure e) {
            LOG.error("{}; going on with the certificate that expires {}", e.getMessage(), current.identity.expires());
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void close() {
        watch.close();
    }

    private void makeIfNeeded() {
        if (Files.exists(certificate) && Files.exists(key)) {
            var made = PemFiles.read(certificate, key);
            if (domains.stream().allMatch(made::covers)
                    && made.expires().isAfter(clock.instant().plus(SOON))) {
                return;
            }
        }
        SelfSigned.write(certificate, key, domains, clock.instant());
        LOG.info("Made a certificate in {}, since [tls] names none: clients have to be told to trust it", certificate);
    }

    private Current load() {
        var identity = PemFiles.read(certificate, key);
        var context = context(identity);
        LOG.info(
                "Certificate {} for {}, expires {}, SHA-256 {}",
                identity,
                String.join(", ", identity.names()),
                identity.expires(),
                identity.fingerprint());
        if (identity.expires().isBefore(clock.instant().plus(SOON))) {
            LOG.warn("The certificate {} expires {}", certificate, identity.expires());
        }
        domains.stream()
                .filter(domain -> !identity.covers(domain))
                .forEach(domain -> LOG.warn("The certificate {} is not made out to {}", certificate, domain));
        return new Current(identity, context);
    }

    private SslContext context(TlsIdentity identity) {
        try {
            return SslContextBuilder.forServer(identity.key(), identity.chain().toArray(X509Certificate[]::new))
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .trustManager(NOBODY)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsFailure("The certificate " + certificate + " cannot be used: " + e.getMessage(), e);
        }
    }
}
