package offhook.voicemail.pickup;

import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [voicemail.pickup] */
@Doc("How people hear their messages by phone: at the number of voicemail, or by * while their own greeting is played.")
public record PickupConfig(
        @Doc("Whether people are asked for their PIN at their own phone, too; at any other phone they always are.")
                @Default("true")
                boolean askPin,
        @Doc("How long nobody presses a key before it is said again what can be pressed; the third time the call ends.")
                @Default("6s")
                Duration patience,
        @Doc("The longest call.") @Default("30m") Duration longest) {

    public PickupConfig {
        if (patience.compareTo(Duration.ofSeconds(2)) < 0 || patience.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("patience: expected 2s to 1m");
        }
        if (longest.compareTo(Duration.ofMinutes(1)) < 0 || longest.compareTo(Duration.ofHours(4)) > 0) {
            throw new IllegalArgumentException("longest: expected 1m to 4h");
        }
    }
}
