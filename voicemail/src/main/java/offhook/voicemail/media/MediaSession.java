package offhook.voicemail.media;

import java.util.Optional;
import offhook.voicemail.audio.Audio;

/** The audio of one call. Belongs to its loop. */
public interface MediaSession extends AutoCloseable {

    /** Our session description as it is now: of the last answer, or of our offer. */
    String description();

    /**
     * Takes the answer to our offer; false if it accepts nothing that we offered.
     *
     * @throws offhook.sip.message.SipFailure with 400 if it is no session description
     */
    boolean answered(String answer);

    /**
     * Answers a later offer (RFC 3264 §8): a re-INVITE, an UPDATE, hold. Empty if nothing in it suits, which is answered
     * by 488; then all stays as it was.
     *
     * @throws offhook.sip.message.SipFailure with 400 if it is no session description
     */
    Optional<String> reoffered(String offer);

    /** Of the samples that the listener gets, in Hz: 8000 or 16000, as first agreed; known once there is an agreement. */
    int rate();

    /**
     * Plays instead of what was played before, whose end is then never told. Whatever its rate, it is heard at its pitch.
     * Waits while we are on hold.
     *
     * @param done when its last sample is on its way, so that what is played next follows without a gap
     */
    void play(Audio audio, Runnable done);

    /** Plays nothing any more. */
    void silence();

    /** Runs a task on the loop when all has left that is on its way. */
    void whenSaid(Runnable task);

    /** Has the listener hear what has come, says goodbye (RTCP BYE), gives the ports back; a second time does nothing. */
    @Override
    void close();
}
