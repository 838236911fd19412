package offhook.gateway.notify;

import org.jdbi.v3.core.Handle;

/** What our voicemail knows of a call that has ended. Safe to share. */
@FunctionalInterface
public interface AtVoicemail {

    /** What became of the call there. */
    enum Fate {
        /** It did not get there, or hardly anything was said. */
        NOTHING,
        /** There is a voicemail of it, in somebody's box. */
        LEFT,
        /** Somebody has listened to their own messages. */
        PICKED_UP,
        /** There was no room for what the caller would have said. */
        NO_ROOM
    }

    /** Where there is no voicemail of ours. */
    AtVoicemail NONE = (call, tx) -> Fate.NOTHING;

    /** Of the call of this Call-ID, as the transaction sees it. */
    Fate fate(String call, Handle tx);
}
