package offhook.runtime.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSLContext;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exporter secrets of connections whose handshake goes on, which BoringSSL tells nobody but its log of keys. Empty with
 * another library, and for TLS 1.2. Safe to share.
 */
final class ExporterSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(ExporterSecrets.class);
    private static final String LINE = "EXPORTER_SECRET ";
    private static final byte[] NONE = {};

    private final Map<Long, byte[]> secrets = new ConcurrentHashMap<>();

    /** From now on it hears of the connections of this context. */
    void follow(SslContext context) {
        if (context instanceof ReferenceCountedOpenSslContext boring) {
            pointer(boring).ifPresent(pointer -> SSLContext.setKeyLogCallback(pointer, this::logged));
        }
    }

    /** What tcnative's functions want to know a context by. Netty keeps it to itself; ADR 0009. */
    private static Optional<Long> pointer(ReferenceCountedOpenSslContext context) {
        try {
            var field = ReferenceCountedOpenSslContext.class.getDeclaredField("ctx");
            field.setAccessible(true);
            return Optional.of(field.getLong(context));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("Logins cannot be bound to connections by tls-exporter: {}", e.toString());
            return Optional.empty();
        }
    }

    /**
     * A handshake begins.
     *
     * @return with which to take its secret; to be taken in any case
     */
    long begin(SSLEngine engine) {
        long key = engine instanceof ReferenceCountedOpenSslEngine boring ? boring.sslPointer() : 0;
        if (key != 0) {
            secrets.put(key, NONE);
        }
        return key;
    }

    /** The handshake is over. */
    Optional<Exporter> take(long key) {
        return Optional.ofNullable(secrets.remove(key))
                .filter(secret -> secret.length > 0)
                .map(Exporter::new);
    }

    /** A line "label, client random, secret"; the client random is of no interest. */
    private void logged(long key, byte[] bytes) {
        var line = new String(bytes, US_ASCII).strip();
        if (line.startsWith(LINE)) {
            byte[] secret = HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1));
            secrets.computeIfPresent(key, (k, before) -> secret);
        }
    }
}
