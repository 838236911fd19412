package offhook.voicemail.audio;

import java.util.Arrays;

/**
 * Brings samples from one rate to another, by a low-pass of windowed sinc in as many phases as the rates need. Passes
 * what lies below nine tenths of the lower rate's limit, and keeps what would alias 60 dB down. Belongs to one stream.
 */
public final class Resampler {

    private static final int HALF_WIDTH = 24; // zero crossings on each side
    private static final double PASS = 0.92; // of the lower Nyquist frequency: the middle of the slope
    private static final double KAISER = 6.5;

    private final int up;
    private final int down;
    private final int taps;
    private final float[] phases; // by phase, then by tap
    private float[] delayed;
    private int phase;
    private int skip;

    public Resampler(int from, int to) {
        int common = divisor(from, to);
        up = to / common;
        down = from / common;
        double cutoff = PASS * Math.min(1, (double) to / from);
        int half = (int) Math.ceil(HALF_WIDTH / Math.min(1, (double) to / from));
        taps = 2 * half;
        phases = new float[up * taps];
        delayed = new float[taps];
        for (int p = 0; p < up; p++) {
            fill(p, half, cutoff);
        }
    }

    private void fill(int at, int half, double cutoff) {
        double sum = 0;
        var row = new double[taps];
        for (int i = 0; i < taps; i++) {
            double distance = i - (half - 1) - (double) at / up;
            row[i] = sinc(cutoff * distance) * kaiser(distance / half);
            sum += row[i];
        }
        for (int i = 0; i < taps; i++) {
            phases[at * taps + i] = (float) (row[i] / sum);
        }
    }

    /** By how many samples of the old rate the output is late. */
    public int delay() {
        return taps / 2;
    }

    /** Room that is enough for what becomes of so many samples. */
    public int most(int samples) {
        return (int) ((long) samples * up / down) + 2;
    }

    /** Goes on; says how many samples it wrote. */
    public int resample(short[] from, int samples, short[] into, int offset) {
        if (delayed.length < taps + samples) {
            delayed = Arrays.copyOf(delayed, taps + samples);
        }
        for (int i = 0; i < samples; i++) {
            delayed[taps - 1 + i] = from[i];
        }
        int written = offset;
        int at = skip;
        while (at < samples) {
            into[written++] = clipped(product(at));
            phase += down;
            at += phase / up;
            phase %= up;
        }
        skip = at - samples;
        System.arraycopy(delayed, samples, delayed, 0, taps - 1);
        return written - offset;
    }

    private float product(int at) {
        float sum = 0;
        int row = phase * taps;
        for (int i = 0; i < taps; i++) {
            sum += delayed[at + i] * phases[row + i];
        }
        return sum;
    }

    static short clipped(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER * Math.sqrt(1 - x * x)) / bessel(KAISER);
    }

    /** I0, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int i = 1; term > sum * 1e-12; i++) {
            term *= (x / 2 / i) * (x / 2 / i);
            sum += term;
        }
        return sum;
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
