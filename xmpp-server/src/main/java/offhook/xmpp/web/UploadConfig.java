package offhook.xmpp.web;

import java.time.Duration;
import offhook.directory.address.Jid;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Size;

/** [xmpp.upload] */
@Doc("Files that users send by way of the web server (XEP-0363); there is none without [http].")
public record UploadConfig(
        @Doc("Whether users may upload files.") @Default("true") boolean enabled,
        @Doc("The domain of the service; empty for upload. before the server's.") @Default("") String host,
        @Doc("The largest file.") @Default("100MB") Size file,
        @Doc("How much of one user is kept.") @Default("1GB") Size quota,
        @Doc("How much one user may upload within 24 hours.") @Default("500MB") Size daily,
        @Doc("How long a file is kept.") @Default("30d") Duration keep) {

    public UploadConfig {
        if (file.bytes() < 1 || file.bytes() > quota.bytes() || file.bytes() > daily.bytes()) {
            throw new IllegalArgumentException("file: expected a size up to that of quota and daily");
        }
        if (keep.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("keep: expected at least 1h");
        }
    }

    /** The address of the service where this is the server's domain. */
    public Jid address(String domain) {
        try {
            return Jid.of(host.isEmpty() ? "upload." + domain : host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[xmpp.upload] host: expected a domain name", e);
        }
    }
}
