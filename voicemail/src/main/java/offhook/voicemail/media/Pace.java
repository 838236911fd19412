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

    /**
     * Asked for this much early: a timer is never early, and a tick late would be half a beat. Up to 15 ms late a beat is
     * the only one, and the next comes in its time: two at once would be one that is 20 ms early.
     */
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
            loop.after(BEAT, this::first);
        }
    }

    void remove(Beating one) {
        all.remove(one);
        playing = null;
    }

    /** The beats are where the ticks of the timers are. */
    private void first() {
        last = loop.nanos() - NANOS;
        turn();
    }

    /** From now, not from when the beat began: it takes some milliseconds with many calls, and they would cost a tick. */
    private void await() {
        long delay = last + NANOS - EARLY - loop.nanos();
        loop.after(Duration.ofNanos(Math.max(0, delay)), this::turn);
    }

    private void turn() {
        if (all.isEmpty()) {
            isRunning = false;
            return;
        }
        long now = loop.nanos();
        long beats = Math.max(0, (now - last + EARLY) / NANOS);
        last += beats * NANOS;
        for (long i = Math.min(beats, MOST); i > 0; i--) {
            beat(now);
        }
        await();
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
