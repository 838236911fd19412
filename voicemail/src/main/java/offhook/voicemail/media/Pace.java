package offhook.voicemail.media;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Loop;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.rtp.Datagrams;
import offhook.voicemail.rtp.Datagrams.Parcel;
import offhook.voicemail.rtp.Datagrams.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beat of all sessions of one loop, every 20 ms and without drift. It stands still while there are none. What we say at a
 * beat leaves a little later, when it is due, so that nobody hears how late the loop was. Belongs to the loop.
 */
final class Pace {

    static final Duration BEAT = Duration.ofMillis(20);

    /** How much before its time our voice is made: so late the loop may be. */
    static final Duration AHEAD = Duration.ofMillis(60);

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

        /** @param nanos when the beat is due, which may be a moment ago */
        void beat(long nanos);
    }

    private final Loop loop;
    private final Datagrams datagrams;
    private List<Parcel> leaving = new ArrayList<>();
    private final short[] decoded = new short[Decoder.LONGEST]; // by one call after the other
    private final List<Beating> all = new ArrayList<>();
    private List<Beating> playing = List.of();
    private boolean isRunning;
    private long last;

    Pace(Loop loop, Datagrams datagrams) {
        this.loop = loop;
        this.datagrams = datagrams;
    }

    /** What somebody says at this beat. */
    void leaves(Port port, byte[] data, int length, InetSocketAddress to) {
        leaving.add(new Parcel(port, Arrays.copyOf(data, length), to));
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
        for (long i = Math.min(beats, MOST) - 1; i >= 0; i--) {
            beat(last - i * NANOS);
        }
        await();
    }

    private void beat(long due) {
        everybody(due);
        if (!leaving.isEmpty()) {
            datagrams.leave(due + AHEAD.toNanos(), leaving);
            leaving = new ArrayList<>(all.size());
        }
    }

    /** A session may end, or another begin, in the middle of it. */
    private void everybody(long due) {
        if (playing == null) {
            playing = List.copyOf(all);
        }
        for (var one : playing) {
            try {
                one.beat(due);
            } catch (RuntimeException fault) { // the other calls go on
                LOG.error("A call's audio failed", fault);
            }
        }
    }
}
