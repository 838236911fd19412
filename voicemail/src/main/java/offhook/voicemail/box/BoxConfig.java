package offhook.voicemail.box;

import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Size;

/** [voicemail.box] */
@Doc("What is kept of voicemails, and how people get them.")
public record BoxConfig(
        @Doc("How much of one user's is kept; a caller who finds no room is told so, and becomes a missed call.")
                @Default("200MB")
                Size quota,
        @Doc("How long a voicemail is kept after it was heard; one that was not heard is kept for ever.")
                @Default("90d")
                Duration heard,
        @Doc("How long a deleted voicemail can be had back.") @Default("7d") Duration deleted,
        @Doc("How long the link in chat can be followed; it needs [http].") @Default("30d") Duration link,
        @Doc("What mails enclose, unless people say otherwise: wav, mp3 or none.") @Default("wav") Format mail) {

    public BoxConfig {
        if (heard.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("heard: expected at least 1m");
        }
        if (deleted.isNegative()) {
            throw new IllegalArgumentException("deleted: expected 0 or a time");
        }
        if (link.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("link: expected at least 1m");
        }
    }
}
