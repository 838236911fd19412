package offhook.voicemail.codec;

/** ITU-T G.722 at 64 kbit/s: two samples at 16 kHz out of each byte, six bits of the lower and two of the upper band. */
final class G722Decoder {

    /** QM6: what the six bits of the lower band mean. The four lowest codes are never sent. */
    private static final int[] SIX_BITS = {
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360,
        -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360,
        -1040, -728, 24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192,
        6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private final G722Band low = G722Band.low();
    private final G722Band high = G722Band.high();
    private final int[] delayed = new int[24 + Decoder.LONGEST];

    int decode(byte[] packet, int offset, int length, short[] into) {
        int bytes = Math.min(length, Decoder.LONGEST / 2);
        for (int i = 0; i < bytes; i++) {
            int code = packet[offset + i];
            int lower = lower(code & 0x3F);
            int upper = upper(code >> 6 & 3);
            int at = 22 + 2 * i;
            delayed[at] = lower + upper;
            delayed[at + 1] = lower - upper;
            into[2 * i] = (short) G722Band.saturated(G722Tables.filtered(delayed, at - 22, true) >> 11);
            into[2 * i + 1] = (short) G722Band.saturated(G722Tables.filtered(delayed, at - 22, false) >> 11);
        }
        System.arraycopy(delayed, 2 * bytes, delayed, 0, 22);
        return 2 * bytes;
    }

    private int lower(int code) {
        int sample = limited(low.estimate() + ((low.delta() * SIX_BITS[code]) >> 15));
        int first = code >> 2;
        low.learn((low.delta() * G722Tables.FOUR_BITS[first]) >> 15, G722Tables.LOWER_STEP[first]);
        return sample;
    }

    private int upper(int code) {
        int difference = (high.delta() * G722Tables.TWO_BITS[code]) >> 15;
        int sample = limited(high.estimate() + difference);
        high.learn(difference, G722Tables.UPPER_STEP[code]);
        return sample;
    }

    /** LIMIT: 15 bits, so that the sum of both bands is 16. */
    private static int limited(int sample) {
        return Math.max(-16_384, Math.min(16_383, sample));
    }
}
