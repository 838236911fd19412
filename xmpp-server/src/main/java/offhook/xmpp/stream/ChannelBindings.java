package offhook.xmpp.stream;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.runtime.net.LoginTls;
import offhook.xmpp.stream.sasl.ChannelBinding;

/** What a login can be bound to on a TLS connection. */
final class ChannelBindings {

    private ChannelBindings() {}

    /** The best first. */
    static List<ChannelBinding> of(LoginTls.Link link) {
        return Stream.of(exporter(link), serverEndPoint(link.ours()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** RFC 9266 §2: keying material of the connection itself, for TLS 1.3. */
    private static Optional<ChannelBinding> exporter(LoginTls.Link link) {
        return link.export("EXPORTER-Channel-Binding", 32).map(data -> new ChannelBinding("tls-exporter", data));
    }

    /**
     * RFC 5929 §4: the hash of the certificate that the client was shown.
     *
     * @param chain our own certificate first; empty for a signature whose hash nobody has defined
     */
    private static Optional<ChannelBinding> serverEndPoint(Certificate[] chain) {
        if (chain == null || chain.length == 0 || !(chain[0] instanceof X509Certificate certificate)) {
            return Optional.empty();
        }
        return hash(certificate.getSigAlgName()).map(hash -> {
            try {
                return new ChannelBinding(
                        "tls-server-end-point", MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** §4.1: that of the signature, but SHA-256 in place of MD5 and SHA-1. */
    private static Optional<String> hash(String signature) {
        var name = signature.toUpperCase(Locale.ROOT);
        if (name.startsWith("MD5WITH") || name.startsWith("SHA1WITH") || name.startsWith("SHA256WITH")) {
            return Optional.of("SHA-256");
        }
        if (name.startsWith("SHA384WITH")) {
            return Optional.of("SHA-384");
        }
        return name.startsWith("SHA512WITH") ? Optional.of("SHA-512") : Optional.empty();
    }
}
