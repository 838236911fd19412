package offhook.gateway.presence;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [presence] */
@Doc("What contacts see of somebody who is on the phone.")
public record PresenceConfig(
        @Doc("The availability while on the phone: dnd, away, xa, or keep. A dnd or xa that the person chose stays.")
                @Default("dnd")
                OnCall onCall,
        @Doc("The status text while on the phone; the person's own text follows after a dash.") @Default("On the phone")
                String text,
        @Doc("The status text while all calls are on hold; empty for the text above.") @Default("") String holdText,
        @Doc("Whether a ringing phone is told to contacts: off, or status (the text below).") @Default("off")
                Ringing ringing,
        @Doc("The status text while the phone rings.") @Default("Phone ringing") String ringingText,
        @Doc(
                        "When the phone of somebody without a chat session is shown: busy-only (also while it publishes itself that they can be reached), always (unless it publishes that they cannot), never.")
                @Default("busy-only")
                PhoneOnly phoneOnly,
        @Doc("Whether the rooms that somebody is in see it, too, or what the chat client says as it is.")
                @Default("false")
                boolean rooms,
        @Doc("Whether user activity (XEP-0108) says talking on the phone, too.") @Default("true") boolean activity,
        @Doc("How long a call must be answered before it shows.") @Default("800ms") Duration talkingAfter,
        @Doc("How long the phone must be quiet before the call stops showing; bridges transfers.") @Default("1500ms")
                Duration idleAfter,
        @Doc("How long the phone must ring before it shows.") @Default("1s") Duration ringingAfter,
        @Doc("The shortest time between two changes of one person; the last state wins. 0s for none.") @Default("2s")
                Duration atMostEvery,
        @Doc("How many people's changes are told in a second; the others follow. 0 for any number.") @Default("500")
                int mostPerSecond,
        @Doc(
                        "What happens to calls while a person's chat client says \"do not disturb\": off (their phones ring), reject (the caller hears that they are busy), voicemail (it answers at once, where there is [voicemail]), forward (to the number below).")
                @Default("off")
                ChatDnd chatDndToPhone,
        @Doc("Where such calls go: an extension of one of our people, or of a ring group.")
                Optional<String> chatDndForward,
        @Doc(
                        "Whether contacts see it when a person's phone, or the PBX for it, publishes that they are busy or want not to be disturbed.")
                @Default("true")
                boolean phoneDnd) {

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_.*+-]+");

    public PresenceConfig {
        if (chatDndToPhone == ChatDnd.FORWARD && chatDndForward.isEmpty()) {
            throw new IllegalArgumentException(
                    "chat_dnd_forward: expected a number, since chat_dnd_to_phone is forward");
        }
        if (chatDndForward.filter(number -> !NUMBER.matcher(number).matches()).isPresent()) {
            throw new IllegalArgumentException("chat_dnd_forward: expected an extension");
        }
    }

    /** What becomes of calls to somebody whose chat client says "do not disturb". */
    public enum ChatDnd {
        OFF,
        REJECT,
        VOICEMAIL,
        FORWARD
    }

    /** The availability of somebody who is on the phone. */
    public enum OnCall {
        DND,
        AWAY,
        XA,
        /** The one that the client sent; the text alone tells. */
        KEEP
    }

    /** What contacts see of a phone that rings. */
    public enum Ringing {
        OFF,
        STATUS
    }

    /** When the phone of somebody without a chat session is shown as a resource of its own. */
    public enum PhoneOnly {
        BUSY_ONLY,
        ALWAYS,
        NEVER
    }
}
