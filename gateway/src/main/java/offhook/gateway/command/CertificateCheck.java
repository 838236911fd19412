package offhook.gateway.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsFailure;
import offhook.runtime.net.TlsIdentity;

/** Whether the certificate can be used, lasts, and is made out to our names. */
record CertificateCheck(TlsConfig config, List<String> names, Instant now) {

    private static final Duration SOON = Duration.ofDays(14);

    Stream<Finding> findings() {
        if (config.certificate().isEmpty()) {
            return Stream.of(Finding.warning(
                    "[tls] names no certificate: the server makes one, which clients have to be told to trust"));
        }
        try {
            return about(
                    TlsIdentity.read(config.certificate().get(), config.key().orElseThrow()));
        } catch (TlsFailure e) {
            return Stream.of(Finding.wrong("[tls] " + e.getMessage()));
        }
    }

    private Stream<Finding> about(TlsIdentity identity) {
        var findings = new ArrayList<Finding>();
        if (identity.expires().isBefore(now)) {
            findings.add(Finding.wrong("[tls] the certificate has expired " + identity.expires()));
        } else if (identity.expires().isBefore(now.plus(SOON))) {
            findings.add(Finding.warning("[tls] the certificate expires " + identity.expires()));
        }
        names.stream()
                .filter(name -> !identity.covers(name))
                .map(name -> "[tls] the certificate is not made out to " + name + ", but to "
                        + String.join(", ", identity.names()))
                .map(Finding::warning)
                .forEach(findings::add);
        if (findings.isEmpty()) {
            findings.add(Finding.ok("[tls] the certificate is valid until " + identity.expires()));
        }
        return findings.stream();
    }
}
