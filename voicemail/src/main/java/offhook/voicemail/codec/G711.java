package offhook.voicemail.codec;

/** ITU-T G.711: a byte a sample on a logarithmic scale, by table both ways. Safe to share. */
final class G711 implements Encoder {

    static final G711 MU_LAW = new G711(true);
    static final G711 A_LAW = new G711(false);

    /** No law tells samples apart by their last two bits. */
    private static final int IGNORED = 2;

    private final short[] linear = new short[256];
    private final byte[] code = new byte[65_536 >> IGNORED];

    private G711(boolean isMuLaw) {
        for (int i = 0; i < linear.length; i++) {
            linear[i] = (short) (isMuLaw ? muLinear(i) : aLinear(i));
        }
        for (int i = 0; i < code.length; i++) {
            int sample = (short) (i << IGNORED);
            code[i] = (byte) (isMuLaw ? muCode(sample) : aCode(sample));
        }
    }

    @Override
    public int encode(short[] pcm, int samples, byte[] into, int offset) {
        for (int i = 0; i < samples; i++) {
            into[offset + i] = code[(pcm[i] & 0xFFFF) >> IGNORED];
        }
        return samples;
    }

    int decode(byte[] packet, int offset, int length, short[] into) {
        int samples = Math.min(length, Decoder.LONGEST);
        for (int i = 0; i < samples; i++) {
            into[i] = linear[packet[offset + i] & 0xFF];
        }
        return samples;
    }

    short linear(byte octet) {
        return linear[octet & 0xFF];
    }

    /** Table 2a: 14 bits with a bias of 33, in eight segments of sixteen steps, all bits inverted. */
    private static int muCode(int sample) {
        int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
        int step = magnitude >> (segment + 1) & 0xF;
        return ~((sample < 0 ? 0x80 : 0) | segment << 4 | step);
    }

    private static int muLinear(int code) {
        int bits = ~code;
        int magnitude = (((bits & 0xF) << 1 | 0x21) << (bits >> 4 & 7)) - 33;
        return (bits & 0x80) == 0 ? magnitude << 2 : -(magnitude << 2);
    }

    /** Table 1a: 12 bits of magnitude, the two lowest segments with equal steps, every second bit inverted. */
    private static int aCode(int sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
        int step = magnitude >> Math.max(0, segment - 1) & 0xF;
        return ((sample < 0 ? 0 : 0x80) | segment << 4 | step) ^ 0x55;
    }

    private static int aLinear(int code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int magnitude = segment == 0 ? (bits & 0xF) << 1 | 1 : ((bits & 0xF) << 1 | 0x21) << (segment - 1);
        return (bits & 0x80) == 0 ? -(magnitude << 3) : magnitude << 3;
    }
}
