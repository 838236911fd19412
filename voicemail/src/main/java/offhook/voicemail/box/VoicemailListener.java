package offhook.voicemail.box;

import org.jdbi.v3.core.Handle;

/**
 * Hears of voicemails inside the transaction that writes them, on the writer's thread: what is written there in {@code tx}
 * is kept if and only if the change is.
 */
public interface VoicemailListener {

    /** A new one, once. */
    void left(Voicemail voicemail, Handle tx);

    /** It is in another state. */
    void changed(Voicemail voicemail, Handle tx);

    /** What was said has been written down. */
    void transcribed(Voicemail voicemail, Handle tx);

    /** It is gone for good. */
    void gone(Voicemail voicemail, Handle tx);
}
