package offhook.voicemail.codec;

import static offhook.voicemail.codec.GsmMath.add;
import static offhook.voicemail.codec.GsmMath.limited;
import static offhook.voicemail.codec.GsmMath.sub;
import static offhook.voicemail.codec.GsmMath.times;

/**
 * GSM 06.10 full rate (RPE-LTP), which PBXs use for voicemail as it is small: ETSI EN 300 961 §5.3, bit for bit. Belongs to
 * one stream.
 */
public final class GsmDecoder {

    /** What a frame holds, at 8000 Hz. */
    public static final int SAMPLES = 160;

    /** Octets of a frame by itself, as in {@code .gsm} files: a nibble 0xD, then the bits, the highest first. */
    public static final int FRAME = 33;

    /** Octets of two frames in a WAV file: the bits one behind the other, the lowest first. */
    public static final int PAIR = 65;

    private static final int SUBFRAME = SAMPLES / GsmFrame.SUBFRAMES;
    private static final int LONGEST_LAG = 120;
    private static final int SHORTEST_LAG = 40;
    private static final int DEEMPHASIS = 28_180;

    // §5.4: tables 5.1, 5.3 and 5.6.
    private static final int[] LAR_LEAST = {-32, -32, -16, -16, -8, -8, -4, -4};
    private static final int[] LAR_OFFSET = {0, 0, 2048, -2560, 94, -1792, -341, -1144};
    private static final int[] LAR_SLOPE = {13_107, 13_107, 13_107, 13_107, 19_223, 17_476, 31_454, 29_708};
    private static final int[] GAIN = {3277, 11_469, 21_299, 32_767};
    private static final int[] STEP = {18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767};

    /** Where the coefficients between two frames change. */
    private static final int[] BORDERS = {0, 13, 27, 40, SAMPLES};

    private final GsmFrame frame = new GsmFrame();
    private final int[] past = new int[LONGEST_LAG + SUBFRAME]; // the excitation, the present at the end
    private final int[] excitation = new int[SAMPLES];
    private int[] before = new int[8]; // log area ratios of the last frame
    private final int[] lattice = new int[9];
    private int lag = SHORTEST_LAG;
    private int last; // of the de-emphasis

    /** Whether a frame by itself may begin there. */
    public static boolean isFrame(byte[] in, int offset) {
        return (in[offset] & 0xF0) == 0xD0;
    }

    /** Decodes {@link #FRAME} octets to {@link #SAMPLES}. */
    public void frame(byte[] in, int offset, short[] into, int at) {
        int[] bit = {4};
        frame.read(count -> {
            int value = 0;
            for (int i = 0; i < count; i++, bit[0]++) {
                value = (value << 1) | ((in[offset + bit[0] / 8] >> (7 - bit[0] % 8)) & 1);
            }
            return value;
        });
        decode(into, at);
    }

    /** Decodes {@link #PAIR} octets to twice {@link #SAMPLES}. */
    public void pair(byte[] in, int offset, short[] into, int at) {
        int[] bit = {0};
        GsmFrame.Bits bits = count -> {
            int value = 0;
            for (int i = 0; i < count; i++, bit[0]++) {
                value |= ((in[offset + bit[0] / 8] >> (bit[0] % 8)) & 1) << i;
            }
            return value;
        };
        frame.read(bits);
        decode(into, at);
        frame.read(bits);
        decode(into, at + SAMPLES);
    }

    private void decode(short[] into, int at) {
        for (int j = 0; j < GsmFrame.SUBFRAMES; j++) {
            predict(j);
            System.arraycopy(past, LONGEST_LAG, excitation, j * SUBFRAME, SUBFRAME);
            System.arraycopy(past, SUBFRAME, past, 0, LONGEST_LAG);
        }
        var ratios = ratios();
        for (int i = 0; i + 1 < BORDERS.length; i++) {
            filter(reflection(between(i, ratios)), BORDERS[i], BORDERS[i + 1]);
        }
        before = ratios;
        for (int k = 0; k < SAMPLES; k++) {
            last = add(excitation[k], times(last, DEEMPHASIS));
            into[at + k] = (short) (add(last, last) & 0xFFF8);
        }
    }

    /** §5.3.1 and §5.3.2: the pulses on their grid, and what was before, a lag ago. */
    private void predict(int j) {
        var pulses = pulses(j);
        if (frame.lag[j] >= SHORTEST_LAG && frame.lag[j] <= LONGEST_LAG) {
            lag = frame.lag[j];
        }
        for (int k = 0; k < SUBFRAME; k++) {
            int at = LONGEST_LAG + k;
            past[at] = add(pulses[k], times(GAIN[frame.gain[j]], past[at - lag]));
        }
    }

    /** §5.2.16 and §5.2.17. */
    private int[] pulses(int j) {
        int peak = frame.peak[j];
        int exponent = peak > 15 ? (peak >> 3) - 1 : 0;
        int mantissa = peak - (exponent << 3);
        if (mantissa == 0) {
            exponent = -4;
            mantissa = 7;
        } else {
            while (mantissa <= 7) {
                mantissa = mantissa << 1 | 1;
                exponent--;
            }
            mantissa -= 8;
        }
        int shift = 6 - exponent;
        int half = shift == 0 ? 0 : 1 << (shift - 1);
        var out = new int[SUBFRAME];
        for (int i = 0; i < GsmFrame.PULSES; i++) {
            int value = ((frame.pulses[j][i] << 1) - 7) << 12;
            out[frame.grid[j] + 3 * i] = add(times(STEP[mantissa], value), half) >> shift;
        }
        return out;
    }

    /** §5.2.8. */
    private int[] ratios() {
        var out = new int[8];
        for (int i = 0; i < out.length; i++) {
            int value = limited((frame.lar[i] + LAR_LEAST[i]) << 10);
            value = times(LAR_SLOPE[i], sub(value, LAR_OFFSET[i] << 1));
            out[i] = add(value, value);
        }
        return out;
    }

    /** §5.2.9.1. */
    private int[] between(int part, int[] now) {
        var out = new int[8];
        for (int i = 0; i < out.length; i++) {
            out[i] = switch (part) {
                case 0 -> add(add(before[i] >> 2, now[i] >> 2), before[i] >> 1);
                case 1 -> add(before[i] >> 1, now[i] >> 1);
                case 2 -> add(add(before[i] >> 2, now[i] >> 2), now[i] >> 1);
                default -> now[i];
            };
        }
        return out;
    }

    /** §5.2.9.2. */
    private static int[] reflection(int[] ratios) {
        var out = new int[8];
        for (int i = 0; i < out.length; i++) {
            int size = limited(Math.abs(ratios[i]));
            int value = size < 11_059 ? size << 1 : size < 20_070 ? size + 11_059 : add(size >> 2, 26_112);
            out[i] = ratios[i] < 0 ? -value : value;
        }
        return out;
    }

    /** §5.3.4: the lattice. */
    private void filter(int[] reflection, int from, int to) {
        for (int k = from; k < to; k++) {
            int value = excitation[k];
            for (int i = 7; i >= 0; i--) {
                value = sub(value, times(reflection[i], lattice[i]));
                lattice[i + 1] = add(lattice[i], times(reflection[i], value));
            }
            lattice[0] = value;
            excitation[k] = value;
        }
    }
}
