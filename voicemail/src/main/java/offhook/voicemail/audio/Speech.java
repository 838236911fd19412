package offhook.voicemail.audio;

import java.time.Duration;

/**
 * Where in a stream somebody speaks, by its energy above the noise of the line: the noise is the softest that was heard of
 * late. A single click is no speech. Belongs to the stream; frames come in order and are 20 ms long.
 */
public final class Speech {

    /** What is this far above the noise is speech. */
    private static final double ABOVE_NOISE = 9;

    /** Below this nobody would hear it, and above it a noisy line still has speech on it. */
    private static final double SOFTEST = -56;

    private static final double LOUDEST_NOISE = -32;

    /** By how much the noise may seem to rise with each frame: 3 dB a second. */
    private static final double RISE = 0.06;

    private static final int CLICK = 2; // frames

    /** Kept on both sides when what is not speech is cut off, as words begin and end softly. */
    private static final Duration MARGIN = Duration.ofMillis(300);

    private final int rate;
    private long heard; // samples
    private long first = -1;
    private long last = -1;
    private double noise = SOFTEST - ABOVE_NOISE;
    private boolean isFirst = true;
    private int loud;
    private int peak;
    private double energy;
    private long spoken;

    public Speech(int rate) {
        this.rate = rate;
    }

    /** Listens to the next frame, and says whether it belongs to speech. */
    public boolean hear(short[] frame) {
        double level = Level.of(frame);
        boolean isLoud = level > threshold();
        track(level);
        loud = isLoud ? loud + 1 : 0;
        long begin = heard;
        heard += frame.length;
        if (loud < CLICK) {
            return false;
        }
        if (first < 0) {
            first = begin - (long) frame.length * (CLICK - 1);
        }
        last = heard;
        count(frame, level);
        return true;
    }

    private double threshold() {
        return Math.max(SOFTEST, Math.min(noise, LOUDEST_NOISE) + ABOVE_NOISE);
    }

    private void track(double level) {
        noise = isFirst ? Math.min(level, LOUDEST_NOISE - ABOVE_NOISE) : Math.min(level, noise + RISE);
        isFirst = false;
    }

    private void count(short[] frame, double level) {
        for (short sample : frame) {
            peak = Math.max(peak, Math.abs(sample));
        }
        energy += Math.pow(10, level / 10);
        spoken++;
    }

    /** How long nobody has spoken up to now; from the beginning if nobody ever has. */
    public Duration quiet() {
        return duration(heard - Math.max(0, last));
    }

    /** How long there was speech in all. */
    public Duration spoken() {
        return Duration.ofMillis(20 * spoken);
    }

    /** The first sample worth keeping; where there was no speech, the end. */
    public long begin() {
        return first < 0 ? heard : Math.max(0, first - margin());
    }

    /** The sample behind the last worth keeping. */
    public long end() {
        return last < 0 ? heard : Math.min(heard, last + margin());
    }

    /** By how many dB the recording may be changed to be as loud as it should be. */
    public double gain() {
        return spoken == 0 ? 0 : Gain.toward(Gain.SPEECH, 10 * Math.log10(energy / spoken), peak);
    }

    private long margin() {
        return MARGIN.toMillis() * rate / 1000;
    }

    private Duration duration(long samples) {
        return Duration.ofMillis(samples * 1000 / rate);
    }
}
