package offhook.voicemail.audio;

/** Makes samples louder or softer. */
public final class Gain {

    /** How loud the speech of a telephone prompt or recording should be (ITU-T P.56 speaks of -26). */
    public static final double SPEECH = -22;

    private static final double MOST = 18;

    private Gain() {}

    /** Multiplies; what would be too loud is clipped. */
    public static void apply(short[] samples, int count, double decibels) {
        double factor = Math.pow(10, decibels / 20);
        for (int i = 0; i < count; i++) {
            samples[i] = Resampler.clipped(samples[i] * factor);
        }
    }

    /**
     * How much to change a recording whose speech is that loud: at most 18 dB, since noise grows with it, and never so
     * much that its peak is clipped.
     *
     * @param level of its speech
     * @param peak its largest sample, either way
     */
    public static double toward(double wanted, double level, int peak) {
        double room = 20 * Math.log10((double) Short.MAX_VALUE / Math.max(1, peak));
        return Math.min(Math.max(-MOST, Math.min(MOST, wanted - level)), room);
    }
}
