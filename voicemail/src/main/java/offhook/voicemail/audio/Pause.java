package offhook.voicemail.audio;

import java.time.Duration;
import java.util.Arrays;

/** Silence of some length. */
public final class Pause implements Audio {

    private final int rate;
    private long left;

    public Pause(int rate, Duration length) {
        this.rate = rate;
        this.left = length.toNanos() * rate / 1_000_000_000L;
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) {
        if (left == 0) {
            return -1;
        }
        int samples = (int) Math.min(into.length, left);
        Arrays.fill(into, 0, samples, (short) 0);
        left -= samples;
        return samples;
    }
}
