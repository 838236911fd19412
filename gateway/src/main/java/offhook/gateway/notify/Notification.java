package offhook.gateway.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import offhook.directory.UserId;

/** Something a person is to be told, once. */
public sealed interface Notification permits MissedCall, MessagesWaiting, VoicemailLeft {

    /** Whom it is for. */
    UserId user();

    /** The short name of its type, which starts its id. */
    String kind();

    /** What happened: the Call-ID, the mailbox. */
    String event();

    /** What tells apart events of the same name: the From tag, a number, the voicemail. */
    String tag();

    /** When it happened. */
    Instant at();

    /** Whether it is about voicemail, ours or that of the PBX; a call otherwise. */
    default boolean isVoicemail() {
        return !(this instanceof MissedCall);
    }

    /** Derived from the event and the person, so that a replay has the same id, downstream as well. */
    default String id() {
        var key = String.join("\n", kind(), event(), tag(), user().value());
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return kind() + '-' + HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
