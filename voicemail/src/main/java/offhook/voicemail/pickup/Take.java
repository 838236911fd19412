package offhook.voicemail.pickup;

import java.time.Duration;
import java.util.Arrays;
import offhook.voicemail.audio.Clip;

/** What somebody says for a greeting, in memory; what is longer is left out. */
final class Take {

    private final int rate;
    private final int most;
    private short[] samples;
    private int length;

    Take(int rate, Duration longest) {
        this.rate = rate;
        this.most = (int) (longest.toMillis() * rate / 1000);
        this.samples = new short[rate];
    }

    void add(short[] pcm) {
        int more = Math.min(pcm.length, most - length);
        if (length + more > samples.length) {
            samples = Arrays.copyOf(samples, Math.min(most, 2 * samples.length));
        }
        System.arraycopy(pcm, 0, samples, length, more);
        length += more;
    }

    Clip clip() {
        return new Clip(rate, Arrays.copyOf(samples, length));
    }
}
