package offhook.xmpp.offline;

import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Size;

/** [xmpp.offline] */
@Doc("Messages that wait for users who are away.")
public record OfflineConfig(
        @Doc("How many messages may wait for one user; senders of more get an error.") @Default("1000") int messages,
        @Doc("How large they may be together.") @Default("10MB") Size size,
        @Doc("How long a message waits before it is dropped.") @Default("90d") Duration keep) {

    public static final OfflineConfig DEFAULT = new OfflineConfig(1_000, new Size(10 << 20), Duration.ofDays(90));

    public OfflineConfig {
        if (messages < 0 || messages > 1_000_000) {
            throw new IllegalArgumentException("messages: expected a number from 0 to 1000000");
        }
        if (keep.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("keep: expected at least 1h");
        }
    }
}
