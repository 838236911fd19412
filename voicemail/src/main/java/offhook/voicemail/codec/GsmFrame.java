package offhook.voicemail.codec;

/** The parameters of 20 ms of speech in GSM full rate, ETSI EN 300 961 §1.7: as they stand in a frame, not decoded. */
final class GsmFrame {

    static final int SUBFRAMES = 4;
    static final int PULSES = 13;
    private static final int[] LAR_BITS = {6, 6, 5, 5, 4, 4, 3, 3};

    final int[] lar = new int[8];
    final int[] lag = new int[SUBFRAMES];
    final int[] gain = new int[SUBFRAMES];
    final int[] grid = new int[SUBFRAMES];
    final int[] peak = new int[SUBFRAMES];
    final int[][] pulses = new int[SUBFRAMES][PULSES];

    /** Where the bits come from. */
    @FunctionalInterface
    interface Bits {
        int next(int count);
    }

    /** Reads the next 260 bits. */
    void read(Bits bits) {
        for (int i = 0; i < lar.length; i++) {
            lar[i] = bits.next(LAR_BITS[i]);
        }
        for (int j = 0; j < SUBFRAMES; j++) {
            lag[j] = bits.next(7);
            gain[j] = bits.next(2);
            grid[j] = bits.next(2);
            peak[j] = bits.next(6);
            for (int i = 0; i < PULSES; i++) {
                pulses[j][i] = bits.next(3);
            }
        }
    }
}
