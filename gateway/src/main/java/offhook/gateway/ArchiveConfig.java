package offhook.gateway;

import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [archive] */
@Doc("The message archive (XEP-0313). This version keeps none.")
public record ArchiveConfig(@Doc("Whether messages are archived.") @Default("false") boolean enabled) {

    public ArchiveConfig {
        if (enabled) {
            throw new IllegalArgumentException("enabled: expected false, this version keeps no archive");
        }
    }
}
