package offhook.voicemail.box;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.call.Caller;
import offhook.voicemail.recording.Recording;

/**
 * A message that a caller has left. Immutable and safe to share.
 *
 * @param box whose it is
 * @param callId of the call in which it was left
 * @param arrived when the caller began to speak
 * @param bytes of the WAV file
 * @param changed when it came into its state
 * @param isCut whether the server went down while the caller spoke
 * @param transcript what was said, if somebody has written it down
 */
public record Voicemail(
        String id,
        UserId box,
        Caller caller,
        String callId,
        Instant arrived,
        Duration length,
        long bytes,
        State state,
        Instant changed,
        boolean isCut,
        Optional<String> transcript) {

    /** One for all: the phone, the chat, the lamp, the command line. */
    public enum State {
        NEW,
        HEARD,
        /** Not shown and not counted any more, but to be had back for a while. */
        DELETED
    }

    static Voicemail of(Recording recording, long bytes, Instant now) {
        return new Voicemail(
                recording.id(),
                recording.box(),
                recording.caller(),
                recording.callId(),
                recording.began(),
                recording.length(),
                bytes,
                State.NEW,
                now,
                recording.isCut(),
                Optional.empty());
    }

    Voicemail with(State other, Instant at) {
        return new Voicemail(id, box, caller, callId, arrived, length, bytes, other, at, isCut, transcript);
    }

    Voicemail withTranscript(String text) {
        return new Voicemail(id, box, caller, callId, arrived, length, bytes, state, changed, isCut, Optional.of(text));
    }
}
