package offhook.voicemail.talk;

import offhook.runtime.work.Loop;
import offhook.voicemail.audio.Audio;

/** A call that is answered, as what goes on in it sees it. Belongs to its loop. */
public interface Line {

    /** On which everything of the call happens. */
    Loop loop();

    String callId();

    /** Of the samples that come, in Hz. */
    int rate();

    /** Plays instead of what was played before, whose end is then never told. */
    void play(Audio audio, Runnable done);

    void silence();

    /** Another talk goes on from here, and begins. */
    void become(Talk other);

    /** {@link Talk#gone} is told. */
    void hangUp();

    /** Nothing follows: the call is over, and so is its record. */
    void over();
}
