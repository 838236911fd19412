package offhook.voicemail.rtp;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The packets of one stream that wait for their turn, in the order of their sequence numbers: at most 64, which is more
 * than a second. The room of a packet is used again for the next one, so that a call has no more than it needs. Knows
 * nothing of time.
 */
public final class JitterBuffer {

    static final int SLOTS = 64;

    /** The largest payload that is kept; a network carries no larger one in one piece. */
    private static final int LONGEST = 1500;

    /** What became of a packet. */
    public enum Fate {
        KEPT,
        /** It is here already. */
        DUPLICATE,
        /** What came after it has been taken. */
        LATE,
        /** Its payload is longer than any of speech. */
        REFUSED
    }

    /** A packet. Its contents are good until the next {@link #add}. */
    public static final class Slot {

        private long sequence;
        private long timestamp;
        private boolean isSpeech;
        private byte[] payload = new byte[0];
        private int length;

        public long sequence() {
            return sequence;
        }

        /** Without wrap. */
        public long timestamp() {
            return timestamp;
        }

        /** False for what only holds its place in the order, such as an event. */
        public boolean isSpeech() {
            return isSpeech;
        }

        public byte[] payload() {
            return payload;
        }

        public int length() {
            return length;
        }
    }

    private final Slot[] slots = new Slot[SLOTS]; // null where none waits
    private final Deque<Slot> free = new ArrayDeque<>(4);
    private long next = -1;
    private long highest = -1;
    private int size;
    private long newest = Long.MIN_VALUE;

    /** Keeps a packet; where it is too far ahead for all to fit, the oldest give way. */
    public Fate add(long sequence, long timestamp, boolean isSpeech, byte[] data, int offset, int length) {
        if (length > LONGEST) {
            return Fate.REFUSED;
        }
        if (next < 0) {
            // One that was overtaken by the first can still come.
            next = Math.max(0, sequence - SLOTS / 4);
            highest = sequence;
        }
        if (sequence < next) {
            return Fate.LATE;
        }
        while (size > 0 && first().sequence <= sequence - SLOTS) {
            take();
        }
        next = Math.max(next, sequence - SLOTS + 1);
        int at = (int) (sequence % SLOTS);
        if (slots[at] != null) {
            return Fate.DUPLICATE;
        }
        slots[at] = free.isEmpty() ? new Slot() : free.pop();
        fill(slots[at], sequence, timestamp, isSpeech, data, offset, length);
        highest = Math.max(highest, sequence);
        newest = Math.max(newest, timestamp);
        size++;
        return Fate.KEPT;
    }

    private static void fill(
            Slot slot, long sequence, long timestamp, boolean isSpeech, byte[] data, int offset, int length) {
        slot.sequence = sequence;
        slot.timestamp = timestamp;
        slot.isSpeech = isSpeech;
        slot.length = length;
        if (slot.payload.length < length) {
            slot.payload = new byte[length];
        }
        System.arraycopy(data, offset, slot.payload, 0, length);
    }

    /** The first of those that are here, or null if none is. */
    public Slot first() {
        if (size == 0) {
            return null;
        }
        for (long sequence = next; sequence <= highest; sequence++) {
            var slot = slots[(int) (sequence % SLOTS)];
            if (slot != null) {
                return slot;
            }
        }
        throw new IllegalStateException("a buffer of " + size + " has none");
    }

    /** Takes the first; whatever lies before it is late from now on. */
    public Slot take() {
        var slot = first();
        slots[(int) (slot.sequence % SLOTS)] = null;
        free.push(slot);
        size--;
        next = slot.sequence + 1;
        return slot;
    }

    public int size() {
        return size;
    }

    /** The latest timestamp that has come. */
    public long newest() {
        return newest;
    }

    /** Forgets everything, as at another source. */
    public void clear() {
        while (size > 0) {
            take();
        }
        next = -1;
        highest = -1;
        newest = Long.MIN_VALUE;
    }
}
