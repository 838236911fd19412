package offhook.runtime.net;

import java.nio.file.Path;
import java.util.Optional;
import offhook.runtime.config.Doc;

/** [tls] */
@Doc("The certificate of all listeners. Without this section one is made, which clients have to be told to trust.")
public record TlsConfig(
        @Doc("The certificate and those of its issuers, PEM; read again when it changes.") Optional<Path> certificate,
        @Doc("Its private key, PEM, without passphrase.") Optional<Path> key) {

    public TlsConfig {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException(
                    certificate.isPresent()
                            ? "key: expected the key of the certificate"
                            : "certificate: expected the certificate of the key");
        }
    }
}
