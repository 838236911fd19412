package offhook.voicemail;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Name;
import offhook.voicemail.box.BoxConfig;
import offhook.voicemail.media.MediaConfig;
import offhook.voicemail.pickup.PickupConfig;
import offhook.voicemail.transcript.TranscriptConfig;

/** [voicemail] */
@Doc("Answers calls that people do not take, and records what the callers say. Without this section nobody does.")
public record VoicemailConfig(
        @Doc("How long phones ring before.") @Default("20s") Duration answerAfter,
        @Doc("The longest that people may let their phones ring who choose for themselves.") @Default("60s")
                Duration longestRing,
        @Doc("What is shorter counts as a missed call.") @Default("2s") Duration min,
        @Doc("The longest message.") @Default("3m") Duration max,
        @Doc("How long nobody speaks before a message is at its end.") @Default("10s") Duration silence,
        @Doc("How many calls are answered at the same time, of all people together.") @Default("100") int calls,
        @Doc(
                        "The number of the house at which people hear their messages, and to which a PBX sends calls with Diversion or History-Info. Calls for sip:vm+201@ and the domain need none.")
                Optional<String> number,
        @Doc(
                        "How people are told of it, unless they or the directory say otherwise: chat, email, both, chat-then-email, none. Without it, as [missed_calls] says.")
                @Name("notify")
                Optional<NotifyPolicy> policy,
        @Doc("How long it waits in chat before chat-then-email sends a mail. Without it, as [missed_calls] says.")
                Optional<Duration> after,
        MediaConfig media,
        BoxConfig box,
        TranscriptConfig transcript,
        PickupConfig pickup) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /** RFC 3261 Timer C ends every call that rings for longer. */
    private static final Duration LONGEST_RING = Duration.ofMinutes(3);

    public VoicemailConfig {
        if (max.compareTo(min) <= 0 || max.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("max: expected more than min, and at most 1h");
        }
        if (longestRing.compareTo(LONGEST_RING) > 0) {
            throw new IllegalArgumentException("longest_ring: expected at most 3m");
        }
        if (silence.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException("silence: expected at least 2s");
        }
        if (calls < 1) {
            throw new IllegalArgumentException("calls: expected at least one");
        }
        number.ifPresent(VoicemailConfig::requireNumber);
    }

    private static void requireNumber(String number) {
        if (!number.matches("[0-9*#]{1,20}")) {
            throw new IllegalArgumentException("number: expected digits, * and #");
        }
    }
}
