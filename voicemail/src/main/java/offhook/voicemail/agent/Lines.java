package offhook.voicemail.agent;

import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;

/** Where the audio of calls comes from: {@link offhook.voicemail.media.Media}, behind what a test can stand in for. */
public interface Lines {

    /**
     * For a call that offers this.
     *
     * @return empty if there is nothing in it that we could use
     * @throws offhook.sip.message.SipFailure if there is no port left, or the offer cannot be read
     */
    Optional<MediaSession> answer(Loop loop, String offer, MediaListener listener);

    /** For a call that wants our offer. */
    MediaSession offer(Loop loop, MediaListener listener);

    /** There will be no more calls. */
    default void close() {}
}
