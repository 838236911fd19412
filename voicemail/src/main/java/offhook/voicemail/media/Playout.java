package offhook.voicemail.media;

import java.util.Arrays;
import offhook.voicemail.audio.Level;
import offhook.voicemail.codec.Decoder;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.rtp.JitterBuffer;
import offhook.voicemail.rtp.JitterBuffer.Fate;
import offhook.voicemail.rtp.JitterBuffer.Slot;

/**
 * Makes an even stream out of packets that come unevenly: 20 ms at each beat. It waits a little at the beginning, and as
 * long as the way turns out to need. What comes too late for its beat is still heard, after a pause: a recording can be
 * late, but what it lacks is lost. The delay shrinks again where nobody speaks. Has no clock of its own.
 */
final class Playout {

    private static final int SHORTEST = 2; // beats
    private static final int LONGEST = 10;

    /** After so many beats without a packet the next ones begin a new talkspurt. */
    private static final int PAUSE = 5;

    /** How far back the least depth is looked for before something is left out. */
    private static final int LOOKBACK = 50;

    private static final double QUIET = -45;
    private static final byte[] NOTHING = new byte[0];

    private final Encoding encoding;
    private final Decoder decoder;
    private final JitterBuffer buffer = new JitterBuffer();
    private final int frame;
    private final short[] decoded;
    private short[] queue;
    private int queued;
    private boolean hasBegun;
    private long latest;
    private long position;
    private long lastSequence = -1;
    private int waiting;
    private int starved;
    private int delay = SHORTEST;
    private int leastDepth = Integer.MAX_VALUE;
    private int looked;
    private long lost;

    /** @param decoded room for {@link Decoder#LONGEST}, which nobody else uses at the same time */
    Playout(Encoding encoding, short[] decoded) {
        this.encoding = encoding;
        this.decoded = decoded;
        this.decoder = encoding.decoder();
        this.frame = encoding.rate() / 50;
        this.queue = new short[2 * frame];
    }

    /**
     * Takes a packet of speech.
     *
     * @param sequence without wrap
     * @param jitter of the way, in milliseconds
     */
    Fate speech(long sequence, int timestamp, byte[] data, int offset, int length, double jitter) {
        delay = Math.min(LONGEST, SHORTEST + (int) (2 * jitter / 20));
        if (!hasBegun) {
            hasBegun = true;
            latest = (timestamp & 0xFFFFFFFFL) + (1L << 32);
            position = latest;
            waiting = delay;
        }
        latest += timestamp - (int) latest;
        return buffer.add(sequence, latest, true, data, offset, length);
    }

    /** Takes a packet that only has its place in the order: an event, or comfort noise. */
    Fate other(long sequence) {
        return buffer.add(sequence, 0, false, NOTHING, 0, 0);
    }

    /** The next 20 ms at the encoding's rate; false before the first packet. */
    boolean next(short[] into) {
        if (!hasBegun) {
            return false;
        }
        if (starved >= PAUSE && hasSpeech()) {
            starved = 0;
            waiting = delay;
        }
        if (waiting > 0) {
            waiting--;
            Arrays.fill(into, 0, frame, (short) 0);
            return true;
        }
        compose(into);
        if (isDeep() && Level.of(into, 0, frame) < QUIET) {
            compose(into);
            leastDepth--;
        }
        return true;
    }

    /** Comfort noise, and what keeps a way open, come in silence too, and begin no talkspurt. */
    private boolean hasSpeech() {
        var first = buffer.first();
        return first != null && first.isSpeech();
    }

    /** At the end: the next 20 ms of what has come already; false when all of it has been heard. */
    boolean rest(short[] into) {
        waiting = 0;
        while (buffer.size() > 0 && !hasSpeech()) {
            passed(buffer.take());
        }
        if (buffer.size() == 0 && queued == 0) {
            return false;
        }
        compose(into);
        return true;
    }

    private void compose(short[] into) {
        while (queued < frame) {
            var first = buffer.first();
            if (first == null) {
                starve();
            } else if (!first.isSpeech()) {
                passed(buffer.take());
            } else {
                fill(first);
            }
        }
        System.arraycopy(queue, 0, into, 0, frame);
        queued -= frame;
        System.arraycopy(queue, frame, queue, 0, queued);
    }

    /** The next packet, or what lies before it: something lost, or silence that its sender left out. */
    private void fill(Slot first) {
        starved = 0;
        long ahead = first.timestamp() - position;
        if (ahead <= 0 || ahead > encoding.clock()) {
            speak(buffer.take());
            return;
        }
        int samples = (int) Math.min(frame - queued, Math.max(1, encoding.samples(ahead)));
        if (first.sequence() == lastSequence + 1) {
            Arrays.fill(queue, queued, queued + samples, (short) 0);
        } else {
            decoder.conceal(queue, queued, samples);
        }
        advance(samples);
    }

    private void speak(Slot packet) {
        int samples = decoder.decode(packet.payload(), 0, packet.length(), decoded);
        if (queued + samples > queue.length) {
            queue = Arrays.copyOf(queue, queued + samples);
        }
        System.arraycopy(decoded, 0, queue, queued, samples);
        queued += samples;
        position = packet.timestamp() + encoding.ticks(samples);
        passed(packet);
    }

    private void passed(Slot packet) {
        if (lastSequence >= 0) {
            lost += packet.sequence() - lastSequence - 1;
        }
        lastSequence = packet.sequence();
    }

    private void starve() {
        starved++;
        int samples = frame - queued;
        decoder.conceal(queue, queued, samples);
        advance(samples);
    }

    private void advance(int samples) {
        queued += samples;
        position += Math.max(1, encoding.ticks(samples));
    }

    /** Whether for a second there was more at hand than is needed. */
    private boolean isDeep() {
        int depth = buffer.size() == 0 ? 0 : (int) ((buffer.newest() - position) * 50 / encoding.clock());
        leastDepth = Math.min(leastDepth, depth);
        looked++;
        if (looked >= LOOKBACK && leastDepth <= delay + 1) {
            lookAgain();
        }
        return looked >= LOOKBACK;
    }

    private void lookAgain() {
        looked = 0;
        leastDepth = Integer.MAX_VALUE;
    }

    /** How many packets have been missed since the last call. */
    long takeLost() {
        long now = lost;
        lost = 0;
        return now;
    }

    /** Another source: what is decoded already is still heard. */
    void restart() {
        buffer.clear();
        hasBegun = false;
        lastSequence = -1;
        starved = 0;
    }
}
