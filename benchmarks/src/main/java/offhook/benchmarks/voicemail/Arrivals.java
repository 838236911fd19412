package offhook.benchmarks.voicemail;

/**
 * When the packets of one stream came: how far each was from 20 ms after the one before, within a talkspurt. A packet came
 * at some moment between two looks; where nobody looked for a while, that is not held against its sender.
 */
final class Arrivals {

    private static final double BEAT = 20;

    private long count;
    private long missing;
    private double worst;
    private double worstSeen;
    private double jitter;
    private double worstJitter;
    private int last = -1;
    private long lastAfter;
    private long lastAt;

    /**
     * @param isFirst whether a talkspurt begins: what lies before it was silence
     * @param after when it was not there yet
     * @param nanos when it was seen
     */
    void came(int sequence, boolean isFirst, long after, long nanos) {
        if (last >= 0) {
            missing += (sequence - last - 1) & 0xFFFF;
            if (!isFirst) {
                double least = (after - lastAt) / 1e6;
                double most = (nanos - lastAfter) / 1e6;
                worst = Math.max(worst, Math.max(least - BEAT, BEAT - most));
                double off = Math.abs((nanos - lastAt) / 1e6 - BEAT);
                worstSeen = Math.max(worstSeen, off);
                jitter += (off - jitter) / 16;
                worstJitter = Math.max(worstJitter, jitter);
            }
        }
        count++;
        last = sequence;
        lastAfter = after;
        lastAt = nanos;
    }

    long count() {
        return count;
    }

    long missing() {
        return missing;
    }

    /** In milliseconds: as much as it was off whenever it came. */
    double worst() {
        return worst;
    }

    /** As if each had come when it was seen. */
    double worstSeen() {
        return worstSeen;
    }

    /** The highest that the interarrival jitter of RFC 3550 §6.4.1 ever was, in milliseconds, by when packets were seen. */
    double jitter() {
        return worstJitter;
    }
}
