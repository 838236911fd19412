package offhook.gateway.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import offhook.directory.DirectoryConfig;
import offhook.directory.RingGroup;
import offhook.gateway.ops.OpsConfig;
import offhook.mail.MailConfig;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Listen;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.storage.StorageConfig;

/**
 * What the commands need of the configuration file.
 *
 * @param key the file of the master key
 * @param names that the certificate should be made out to
 * @param trust certificates to trust besides the system's, where we connect by TLS
 * @param hints what is allowed, and perhaps not meant
 * @param ports all that are listened on, but that of {@code ops}
 */
public record Settings(
        String domain,
        Path data,
        Path key,
        StorageConfig storage,
        DirectoryConfig directory,
        List<RingGroup> ringGroups,
        OpsConfig ops,
        TlsConfig tls,
        List<String> names,
        MailConfig mail,
        Optional<WatchConfig> pbx,
        Optional<Path> trust,
        List<String> hints,
        List<Port> ports) {

    /**
     * Something that is listened on.
     *
     * @param section of the file: "sip"
     * @param udp else TCP
     */
    public record Port(String section, boolean udp, Listen at) {}
}
