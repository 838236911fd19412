package offhook.xmpp.archive;

import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [archive] */
@Doc("The archives of users and rooms (XEP-0313), from which clients fetch what was said.")
public record ArchiveConfig(
        @Doc("Whether there are archives.") @Default("true") boolean enabled,
        @Doc("How long a message is kept.") @Default("365d") Duration keep,
        @Doc("How many messages one archive may hold; of more the oldest are dropped.") @Default("100000")
                int messages) {

    public static final ArchiveConfig DEFAULT = new ArchiveConfig(true, Duration.ofDays(365), 100_000);

    public ArchiveConfig {
        if (keep.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("keep: expected at least 1h");
        }
        if (messages < 1_000) {
            throw new IllegalArgumentException("messages: expected at least 1000");
        }
    }
}
