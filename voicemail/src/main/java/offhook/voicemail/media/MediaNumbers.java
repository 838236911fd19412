package offhook.voicemail.media;

import java.util.concurrent.atomic.LongAdder;
import offhook.runtime.metrics.Metrics;

/** What is counted of all sessions together. Safe to share. */
public final class MediaNumbers {

    final LongAdder sessions = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder refused = new LongAdder();

    /** Shows them. */
    public void show(Metrics metrics) {
        metrics.gauge("voicemail_media_sessions", "Calls whose audio we handle now", sessions::sum);
        metrics.total("voicemail_rtp_received", "RTP packets of callers", received::sum);
        metrics.total("voicemail_rtp_sent", "RTP packets to callers", sent::sum);
        metrics.total("voicemail_rtp_lost", "RTP packets of callers that never came", lost::sum);
        metrics.total("voicemail_rtp_late", "RTP packets of callers that came after their time, or twice", late::sum);
        metrics.total(
                "voicemail_rtp_refused",
                "Datagrams that came to an RTP port from somebody else, or were no RTP",
                refused::sum);
    }

    /** RTP packets of callers that never came. */
    public long lost() {
        return lost.sum();
    }

    /** RTP packets of callers that came. */
    public long received() {
        return received.sum();
    }

    /** Those that came after their time, or twice. */
    public long late() {
        return late.sum();
    }

    /** Datagrams from somebody else, or that were no RTP. */
    public long refused() {
        return refused.sum();
    }

    /** Sessions that are open. */
    public long sessions() {
        return sessions.sum();
    }

    /** RTP packets of ours. */
    public long sent() {
        return sent.sum();
    }
}
