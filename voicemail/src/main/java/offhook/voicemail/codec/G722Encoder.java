package offhook.voicemail.codec;

/** ITU-T G.722 at 64 kbit/s: a byte out of two samples at 16 kHz. */
final class G722Encoder implements Encoder {

    /** Q6: where one step of the lower band's quantizer ends and the next begins, in units of its scale. */
    private static final int[] DECISIONS = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final int[] delayed = new int[24 + 2 * LONGEST];

    @Override
    public int encode(short[] pcm, int samples, byte[] into, int offset) {
        int bytes = samples / 2;
        for (int i = 0; i < bytes; i++) {
            int at = 22 + 2 * i;
            delayed[at] = pcm[2 * i];
            delayed[at + 1] = pcm[2 * i + 1];
            int even = G722Tables.filtered(delayed, at - 22, false);
            int odd = G722Tables.filtered(delayed, at - 22, true);
            into[offset + i] = (byte) (upper((odd - even) >> 14) << 6 | lower((odd + even) >> 14));
        }
        System.arraycopy(delayed, 2 * bytes, delayed, 0, 22);
        return bytes;
    }

    /** SUBTRA, QUANTL, INVQAL. */
    private int lower(int sample) {
        int error = G722Band.saturated(sample - low.estimate());
        int magnitude = error >= 0 ? error : ~error;
        int step = 1;
        while (step < DECISIONS.length && magnitude >= (DECISIONS[step] * low.delta()) >> 12) {
            step++;
        }
        int code = error >= 0 ? 62 - step : step == 1 ? 63 : step == 2 ? 62 : 34 - step;
        int first = code >> 2;
        low.learn((low.delta() * G722Tables.FOUR_BITS[first]) >> 15, G722Tables.LOWER_STEP[first]);
        return code;
    }

    /** SUBTRA, QUANTH, INVQAH: 564 is the one decision of the upper band. */
    private int upper(int sample) {
        int error = G722Band.saturated(sample - high.estimate());
        int magnitude = error >= 0 ? error : ~error;
        boolean isLarge = magnitude >= (564 * high.delta()) >> 12;
        int code = error >= 0 ? (isLarge ? 2 : 3) : isLarge ? 0 : 1;
        high.learn((high.delta() * G722Tables.TWO_BITS[code]) >> 15, G722Tables.UPPER_STEP[code]);
        return code;
    }
}
