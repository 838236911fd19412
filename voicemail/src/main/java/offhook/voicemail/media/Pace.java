package offhook.voicemail.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Loop;
import offhook.voicemail.codec.Decoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beat of all sessions of one loop, every 20 ms and without drift. It stands still while there are none. Belongs to
 * the loop.
 */
final class Pace {

    static final Duration BEAT = Duration.ofMillis(20);

    private static final long NANOS = BEAT.toNanos();

    /** Asked for this much early: a timer is never early, and a tick late would be half a beat. */
    private static final long EARLY = TimeUnit.MILLISECONDS.toNanos(5);

    /** After a longer stall of the loop the rest is skipped: nobody wants to hear it all at once. */
    private static final int MOST = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    /** Who does something at each beat. */
    interface Beating {
        void beat(long nanos);
    }

    private final Loop loop;
    private final short[] decoded = new short[Decoder.LONGEST]; // by one call after the other
    private final List<Beating> all = new ArrayList<>();
    private List<Beating> playing = List.of();
    private boolean isRunning;
    private long last;

    Pace(Loop loop) {
        this.loop = loop;
    }

    /** Room for a packet of any of them, while it is their turn. */
    short[] decoded() {
        return decoded;
    }

    void add(Beating one) {
        all.add(one);
        playing = null;
        if (!isRunning) {
            isRunning = true;
            last = loop.nanos();
            waitFrom(last);
        }
    }

    void remove(Beating one) {
        all.remove(one);
        playing = null;
    }

    private void waitFrom(long now) {
        long delay = last + NANOS - EARLY - now;
        loop.after(Duration.ofNanos(Math.max(0, delay)), this::turn);
    }

    private void turn() {
        if (all.isEmpty()) {
            isRunning = false;
            return;
        }
        long now = loop.nanos();
        long beats = Math.max(0, (now - last + NANOS / 2) / NANOS);
        last += beats * NANOS;
        for (long i = Math.min(beats, MOST); i > 0; i--) {
            beat(now);
        }
        waitFrom(now);
    }

    /** A session may end, or another begin, in the middle of it. */
    private void beat(long now) {
        if (playing == null) {
            playing = List.copyOf(all);
        }
        for (var one : playing) {
            try {
                one.beat(now);
            } catch (RuntimeException fault) { // the other calls go on
                LOG.error("A call's audio failed", fault);
            }
        }
    }
}
