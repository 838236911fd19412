package offhook.voicemail.audio;

/** How loud samples are, in dB relative to the loudest there is: a full square wave is 0, nothing is -96. */
public final class Level {

    public static final double NOTHING = -96;

    private Level() {}

    public static double of(short[] samples, int offset, int count) {
        long energy = 0;
        for (int i = offset; i < offset + count; i++) {
            energy += samples[i] * samples[i];
        }
        if (energy == 0) {
            return NOTHING;
        }
        double mean = (double) energy / count;
        return Math.max(NOTHING, 10 * Math.log10(mean / ((double) Short.MAX_VALUE * Short.MAX_VALUE)));
    }

    public static double of(short[] samples) {
        return of(samples, 0, samples.length);
    }
}
