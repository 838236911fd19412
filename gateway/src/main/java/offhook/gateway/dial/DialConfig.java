package offhook.gateway.dial;

import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [click_to_call] */
@Doc("Calls that people begin in chat: their own phone rings first, then the other one.")
public record DialConfig(
        @Doc("Whether they may.") @Default("true") boolean enabled,
        @Doc("How long one's own phone rings.") @Default("30s") Duration pickUp,
        @Doc("How long the other one's phone rings.") @Default("60s") Duration answer,
        @Doc("How many calls a person may begin in a minute.") @Default("6") int perMinute,
        @Doc("Whether one's own phone is asked to pick up by itself (Answer-Mode, Call-Info).") @Default("false")
                boolean autoAnswer,
        @Doc(
                        "Whether the Call button of a chat client (Jingle) rings one's own phone, where the other one has no client that could take the call.")
                @Default("true")
                boolean jingle) {

    public DialConfig {
        if (perMinute < 1) {
            throw new IllegalArgumentException("per_minute: expected at least one");
        }
        if (pickUp.isZero() || answer.isZero()) {
            throw new IllegalArgumentException("pick_up, answer: expected more than 0");
        }
    }
}
