package offhook.benchmarks.voicemail;

/** When the packets of one stream came: how far each was from 20 ms after the one before, within a talkspurt. */
final class Arrivals {

    private static final double BEAT = 20;

    private long count;
    private long missing;
    private double worst;
    private int last = -1;
    private long lastAt;

    /** @param isFirst whether a talkspurt begins: what lies before it was silence */
    void came(int sequence, boolean isFirst, long nanos) {
        if (last >= 0) {
            missing += (sequence - last - 1) & 0xFFFF;
            if (!isFirst) {
                worst = Math.max(worst, Math.abs((nanos - lastAt) / 1e6 - BEAT));
            }
        }
        count++;
        last = sequence;
        lastAt = nanos;
    }

    long count() {
        return count;
    }

    long missing() {
        return missing;
    }

    /** In milliseconds. */
    double worst() {
        return worst;
    }
}
