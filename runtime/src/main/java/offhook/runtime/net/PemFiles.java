package offhook.runtime.net;

import java.nio.file.Path;

/** Reads a certificate and its key as certbot and openssl write them. */
final class PemFiles {

    private PemFiles() {}

    /** The two files, checked to belong together; fails with TlsFailure, one line that names the file. */
    static TlsIdentity read(Path certificate, Path key) {
        var identity = UsualPem.read(certificate, key).orElseGet(() -> AnyPem.read(certificate, key));
        if (!identity.keyMatches()) {
            throw new TlsFailure("The key " + key + " is not that of the certificate " + certificate);
        }
        var unsigned = identity.firstUnsigned();
        if (unsigned > 0) {
            throw new TlsFailure("In " + certificate + " certificate " + unsigned
                    + " is not signed by the one after it: expected our own first, then its issuers");
        }
        return identity;
    }
}
