package offhook.voicemail.audio;

import java.time.Duration;
import java.util.Arrays;

/**
 * Sound that is held in memory, so that it can be played often and without waiting for a disk. Safe to share.
 *
 * @param rate samples a second
 * @param samples are not changed by anybody
 */
public record Clip(int rate, short[] samples) {

    public Duration length() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / rate);
    }

    /** The same at another rate. */
    public Clip at(int other) {
        if (other == rate) {
            return this;
        }
        var resampler = new Resampler(rate, other);
        var out = new short[resampler.most(samples.length) + resampler.most(resampler.delay())];
        int written = resampler.resample(samples, samples.length, out, 0);
        written += resampler.resample(new short[resampler.delay()], resampler.delay(), out, written);
        // What the filter holds back comes at the end, and as much of nothing has come at the beginning.
        int lead = (int) ((long) resampler.delay() * other / rate);
        int length = (int) ((long) samples.length * other / rate);
        return new Clip(other, Arrays.copyOfRange(out, lead, Math.min(written, lead + length)));
    }

    /** Plays it from the beginning. */
    public Audio audio() {
        return new Reading(this);
    }

    private static final class Reading implements Audio {

        private final Clip clip;
        private int at;

        Reading(Clip clip) {
            this.clip = clip;
        }

        @Override
        public int rate() {
            return clip.rate;
        }

        @Override
        public int read(short[] into) {
            if (at == clip.samples.length) {
                return -1;
            }
            int samples = Math.min(into.length, clip.samples.length - at);
            System.arraycopy(clip.samples, at, into, 0, samples);
            at += samples;
            return samples;
        }
    }
}
