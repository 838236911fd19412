package offhook.voicemail.srtp;

/** Which of the last 128 packets have come, so that none is taken twice: RFC 3711 §3.3.2. */
final class Replay {

    private static final int WINDOW = 128;

    private final long[] seen = new long[WINDOW / Long.SIZE];
    private long highest = -1;

    /** Whether a packet with this index has not come, and is not so old that nobody knows. */
    boolean isNew(long index) {
        return index > highest || (index > highest - WINDOW && (seen[word(index)] & bit(index)) == 0);
    }

    /** Only for what has been authenticated. */
    void saw(long index) {
        for (long passed = Math.max(highest + 1, index - WINDOW + 1); passed <= index; passed++) {
            seen[word(passed)] &= ~bit(passed);
        }
        highest = Math.max(highest, index);
        seen[word(index)] |= bit(index);
    }

    /** The highest index there was; -1 before the first. */
    long highest() {
        return highest;
    }

    private static int word(long index) {
        return (int) (index % WINDOW) / Long.SIZE;
    }

    private static long bit(long index) {
        return 1L << (index % Long.SIZE);
    }
}
