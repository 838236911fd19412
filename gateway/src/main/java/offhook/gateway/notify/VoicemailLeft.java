package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.Caller;

/**
 * A caller has left a voicemail; or it is told once more, with what was said, which corrects the first alert.
 *
 * @param event the Call-ID of the call
 * @param tag the id of the voicemail
 * @param at when the caller began to speak
 * @param isCut whether the server went down while the caller spoke
 * @param transcript what was said; empty if nobody has written it down yet
 */
public record VoicemailLeft(
        UserId user,
        String event,
        String tag,
        Caller caller,
        Instant at,
        Duration length,
        boolean isCut,
        Optional<String> transcript)
        implements Notification {

    static final String KIND = "vm";
    static final String TRANSCRIBED = "vt";

    private static final String TOPIC = "vm:";

    @Override
    public String kind() {
        return transcript.isEmpty() ? KIND : TRANSCRIBED;
    }

    /** Of the alert, that of the message with the file ends otherwise. */
    @Override
    public String id() {
        return "vm-" + tag + (transcript.isEmpty() ? "-a" : "-t");
    }

    /** The same with what was said. */
    VoicemailLeft with(Optional<String> other) {
        return new VoicemailLeft(user, event, tag, caller, at, length, isCut, other);
    }

    /** Of the message with the file. */
    String fileId() {
        return "vm-" + tag + "-b";
    }

    /** What alerts about one voicemail have in common; a colon is in no caller's topic. */
    String topic() {
        return TOPIC + tag;
    }

    /** The voicemail that a topic is about; empty if it is about something else. */
    static Optional<String> of(String topic) {
        return topic.startsWith(TOPIC) ? Optional.of(topic.substring(TOPIC.length())) : Optional.empty();
    }
}
