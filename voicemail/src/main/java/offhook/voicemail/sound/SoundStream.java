package offhook.voicemail.sound;

import java.io.IOException;
import offhook.voicemail.audio.UnsuitableAudio;

/** What a sound file says, from its beginning to its end, in one channel. Belongs to whoever reads it; all of it blocks. */
public interface SoundStream {

    /** Samples a second. */
    int rate();

    /**
     * Goes on.
     *
     * @return how many samples there were; 0 only at the end
     * @throws UnsuitableAudio if it goes on as no such file does
     */
    int read(short[] into) throws IOException, UnsuitableAudio;
}
