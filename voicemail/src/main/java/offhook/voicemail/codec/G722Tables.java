package offhook.voicemail.codec;

/** The quantizers and the filter which coder and decoder of ITU-T G.722 share. */
final class G722Tables {

    /** The quadrature mirror filter, every second coefficient: the others are the same backwards (clause 3.1). */
    static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    /** QM2 and QM4: what a code of the upper band means, and what the first four bits of one of the lower band do. */
    static final int[] TWO_BITS = {-7408, -1616, 7408, 1616};

    static final int[] FOUR_BITS = {
        0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** RH2 and RL4: the step of the scale for each code. */
    static final int[] UPPER_STEP = {2, 1, 2, 1};

    static final int[] LOWER_STEP = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};

    private G722Tables() {}

    /** One of the two outputs of the mirror filter over the last 24 samples. */
    static int filtered(int[] delayed, int at, boolean isOdd) {
        int sum = 0;
        for (int i = 0; i < MIRROR.length; i++) {
            sum += isOdd ? delayed[at + 2 * i + 1] * MIRROR[MIRROR.length - 1 - i] : delayed[at + 2 * i] * MIRROR[i];
        }
        return sum;
    }
}
