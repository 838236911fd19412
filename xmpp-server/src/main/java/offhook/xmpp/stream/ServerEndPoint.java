package offhook.xmpp.stream;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import offhook.xmpp.stream.sasl.ChannelBinding;

/** The channel binding tls-server-end-point, RFC 5929 §4: the hash of the certificate that the client was shown. */
final class ServerEndPoint {

    private ServerEndPoint() {}

    /** @param chain our own certificate first; empty for a signature whose hash nobody has defined */
    static Optional<ChannelBinding> of(Certificate[] chain) {
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
