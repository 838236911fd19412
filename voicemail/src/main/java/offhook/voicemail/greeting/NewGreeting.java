package offhook.voicemail.greeting;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.sound.SoundFile;
import offhook.voicemail.sound.SoundStream;

/** Takes greetings as files that people bring, whatever their names say. Safe to share. */
public record NewGreeting(Greetings greetings) {

    /** Two minutes in the widest form. */
    public static final int LARGEST = 24 << 20;

    /**
     * From now on callers hear it, when the stage completes. Reads all of the file before it returns, and blocks.
     *
     * @throws UnsuitableAudio with one line for whoever brings it
     */
    public CompletionStage<Void> keep(UserId person, InputStream file) throws IOException, UnsuitableAudio {
        var clip = Prepared.of(read(SoundFile.open(file)));
        return greetings.keep(person, clip.orElseThrow(() -> new UnsuitableAudio("nobody speaks in it")));
    }

    private static Clip read(SoundStream sound) throws IOException, UnsuitableAudio {
        int longest = (int) Greetings.LONGEST.toSeconds();
        var samples = new short[sound.rate()];
        var part = new short[sound.rate() / 10];
        int length = 0;
        for (int more = sound.read(part); more > 0; more = sound.read(part)) {
            if (length + more > longest * sound.rate()) {
                throw new UnsuitableAudio("it is longer than " + longest + " seconds");
            }
            if (length + more > samples.length) {
                samples = Arrays.copyOf(samples, 2 * samples.length);
            }
            System.arraycopy(part, 0, samples, length, more);
            length += more;
        }
        return new Clip(sound.rate(), Arrays.copyOf(samples, length));
    }
}
