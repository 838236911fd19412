package offhook.voicemail.rtp;

/**
 * What arrived from one source, RFC 3550 §6.4.1 and Appendix A: its sequence numbers without their wrap, losses, jitter.
 * No clock: times come in.
 */
public final class Reception {

    /** In place of a sequence number: the packet is far from all others, and not the second of that kind. */
    public static final long STRAY = -1;

    private static final int WRAP = 1 << 16;
    private static final int FORWARD = 3000;
    private static final int BACKWARD = 100;

    private final int clock;
    private long base = -1;
    private long highest;
    private int expectedNext = -1;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private int lastTransit;
    private double jitter;

    /** @param clock of its timestamps, in Hz */
    public Reception(int clock) {
        this.clock = clock;
    }

    /**
     * Counts a packet. A source that starts anew is believed at its second packet (Appendix A.1), and then its numbers go
     * on far above the old ones.
     *
     * @param nanos when it came, by any clock that does not jump
     * @return the sequence number without its wrap, or {@link #STRAY}
     */
    public long arrived(int sequence, int timestamp, long nanos) {
        if (base < 0) {
            // Room for packets that were overtaken by the first.
            base = sequence + (long) WRAP;
            highest = base;
        }
        long extended = near(sequence);
        boolean isFar = extended > highest + FORWARD || extended < highest - BACKWARD;
        if (isFar && sequence != expectedNext) {
            expectedNext = (sequence + 1) % WRAP;
            return STRAY;
        }
        if (isFar) {
            extended = (highest / WRAP + 2) * WRAP + sequence;
            // What lies between was never sent.
            base += extended - highest - 1;
        }
        expectedNext = -1;
        highest = Math.max(highest, extended);
        received++;
        measure(timestamp, nanos);
        return extended;
    }

    private long near(int sequence) {
        long same = highest / WRAP * WRAP + sequence;
        if (same < highest - WRAP / 2) {
            return same + WRAP;
        }
        return same > highest + WRAP / 2 ? same - WRAP : same;
    }

    /** Appendix A.8. */
    private void measure(int timestamp, long nanos) {
        int transit = (int) (nanos / 1000 * clock / 1_000_000) - timestamp;
        int difference = received == 1 ? 0 : Math.abs(transit - lastTransit);
        lastTransit = transit;
        // A talkspurt whose timestamps are off says nothing about the way.
        if (difference >= 0 && difference < clock) {
            jitter += (difference - jitter) / 16;
        }
    }

    /** How much the time on the way differs, in milliseconds. */
    public double jitter() {
        return jitter * 1000 / clock;
    }

    public long received() {
        return received;
    }

    /** Appendix A.3; never less than zero here, though duplicates could make it so. */
    public long lost() {
        return Math.max(0, expected() - received);
    }

    private long expected() {
        return base < 0 ? 0 : highest - base + 1;
    }

    /** Writes the 24 bytes of a report block (§6.4.1), and begins the next interval. */
    void report(byte[] into, int at, int ssrc, int lastReport, int sinceLastReport) {
        long expectedNow = expected() - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        long fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, (lostNow << 8) / expectedNow);
        Bytes.four(into, at, ssrc);
        Bytes.four(into, at + 4, (int) (fraction << 24 | Math.min(lost(), 0x7FFFFF)));
        Bytes.four(into, at + 8, (int) (highest - WRAP));
        Bytes.four(into, at + 12, (int) jitter);
        Bytes.four(into, at + 16, lastReport);
        Bytes.four(into, at + 20, sinceLastReport);
    }
}
