package offhook.voicemail.codec;

/**
 * One of the two bands of ITU-T G.722, which coder and decoder keep alike: the scale of its quantizer, and a predictor of
 * two poles and six zeros that learns from what was sent. The names are those of the recommendation's blocks, clause 6.2.
 */
final class G722Band {

    /** 2048 · 2^(i/32): the mantissas of the scale. */
    private static final int[] ANTILOGARITHM = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int[] steps;
    private final int highestScale;
    private final int exponent;

    private int scale; // NB, logarithmic
    private int delta; // DET
    private int estimate; // S
    private int fromZeros; // SZ
    private final int[] poles = new int[3]; // A, from 1
    private final int[] zeros = new int[7]; // B, from 1
    private final int[] differences = new int[7]; // D, the newest at 0
    private final int[] rebuilt = new int[3]; // R
    private final int[] partial = new int[3]; // P

    private G722Band(int[] steps, int highestScale, int exponent, int delta) {
        this.steps = steps;
        this.highestScale = highestScale;
        this.exponent = exponent;
        this.delta = delta;
    }

    static G722Band low() {
        return new G722Band(new int[] {-60, -30, 58, 172, 334, 538, 1198, 3042}, 18_432, 8, 32);
    }

    static G722Band high() {
        return new G722Band(new int[] {0, -214, 798}, 22_528, 10, 8);
    }

    int estimate() {
        return estimate;
    }

    int delta() {
        return delta;
    }

    /** Goes on by one sample of the band: the quantized difference, and the step of the scale which its code means. */
    void learn(int difference, int step) {
        differences[0] = difference;
        rebuilt[0] = saturated(estimate + difference);
        partial[0] = saturated(fromZeros + difference);
        adaptScale(step);
        int second = secondPole();
        int first = firstPole(second);
        adaptZeros(difference);
        poles[1] = first;
        poles[2] = second;
        System.arraycopy(differences, 0, differences, 1, 6);
        System.arraycopy(rebuilt, 0, rebuilt, 1, 2);
        System.arraycopy(partial, 0, partial, 1, 2);
        predict();
    }

    /** LOGSCL and SCALEL, or LOGSCH and SCALEH. */
    private void adaptScale(int step) {
        scale = Math.max(0, Math.min(highestScale, ((scale * 127) >> 7) + steps[step]));
        int mantissa = ANTILOGARITHM[scale >> 6 & 31];
        int shift = exponent - (scale >> 11);
        delta = (shift < 0 ? mantissa << -shift : mantissa >> shift) << 2;
    }

    /** UPPOL2. */
    private int secondPole() {
        int quadruple = saturated(poles[1] << 2);
        int towards = isSameSign(partial[0], partial[1]) ? Math.min(-quadruple, 32_767) : quadruple;
        int leak = (isSameSign(partial[0], partial[2]) ? 128 : -128) + (towards >> 7) + ((poles[2] * 32_512) >> 15);
        return Math.max(-12_288, Math.min(12_288, leak));
    }

    /** UPPOL1. */
    private int firstPole(int second) {
        int towards = isSameSign(partial[0], partial[1]) ? 192 : -192;
        int limit = saturated(15_360 - second);
        return Math.max(-limit, Math.min(limit, saturated(towards + ((poles[1] * 32_640) >> 15))));
    }

    /** UPZERO. */
    private void adaptZeros(int difference) {
        int towards = difference == 0 ? 0 : 128;
        for (int i = 1; i < zeros.length; i++) {
            int pull = isSameSign(differences[i], difference) ? towards : -towards;
            zeros[i] = saturated(pull + ((zeros[i] * 32_640) >> 15));
        }
    }

    /** FILTEP, FILTEZ and PREDIC. */
    private void predict() {
        int fromPoles = 0;
        for (int i = 1; i < poles.length; i++) {
            fromPoles += (poles[i] * saturated(2 * rebuilt[i])) >> 15;
        }
        fromZeros = 0;
        for (int i = 1; i < zeros.length; i++) {
            fromZeros += (zeros[i] * saturated(2 * differences[i])) >> 15;
        }
        fromZeros = saturated(fromZeros);
        estimate = saturated(saturated(fromPoles) + fromZeros);
    }

    private static boolean isSameSign(int one, int other) {
        return one >> 15 == other >> 15;
    }

    static int saturated(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
