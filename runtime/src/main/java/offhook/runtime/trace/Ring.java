package offhook.runtime.trace;

import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import offhook.runtime.bytes.Octets;

/**
 * The last crossings of one wire. They stand as bytes in chunks that are written over again and again: what crosses in a
 * second is far more than what is kept, and all of it would else be copied by the collector before it is forgotten. What
 * goes to many, one after the other, stands there once, with what each has of its own. Safe to share: the lock is held for
 * as long as copying one takes.
 */
final class Ring {

    private static final int CHUNK = 1 << 16;

    /** Of room for each crossing; where they are longer, fewer are kept. */
    private static final int USUAL = 1024;

    // What is said of a crossing stands side by side: to the processor's memory that is one place, not one for each.
    private static final int STAMPS = 2;
    private static final int NUMBER = 0;
    private static final int MILLIS = 1;
    private static final int SPANS = 8; // one of them unused
    private static final int PLACE = 0; // of the bytes, in all chunks
    private static final int LENGTH = 1;
    private static final int INSERTED = 2; // where what stands inside them is
    private static final int INSERTED_LENGTH = 3;
    private static final int AT = 4; // how many of the bytes stand before that
    private static final int LEFT_OUT = 5;
    private static final int DIRECTION = 6; // 0 is in

    private final String wire;
    private final byte[][] chunks; // made when they are needed
    private final int crossings;
    private final LongSupplier clock;
    private final long[] stamps;
    private final int[] spans;
    private final Reader[] readers;
    private long first;
    private long next;
    private int chunk;
    private int at;

    private byte[] last = {}; // what was copied last, where it stands, and when that was
    private int lastPlace;
    private long lastMillis;

    /**
     * @param crossings how many are kept at most
     * @param clock in ms
     */
    Ring(String wire, int crossings, LongSupplier clock) {
        this.wire = wire;
        this.crossings = crossings;
        this.clock = clock;
        chunks = new byte[Math.max(2, crossings * USUAL / CHUNK)][];
        stamps = new long[STAMPS * crossings];
        spans = new int[SPANS * crossings];
        readers = new Reader[crossings];
    }

    /**
     * @param longest how many bytes are kept: less than a chunk
     * @return when it was, in ms
     */
    synchronized long add(long number, Direction direction, Octets what, int longest, Reader reader) {
        boolean cut = what.length() > longest;
        byte[] bytes = cut ? Arrays.copyOf(what.bytes(), longest) : what.shared();
        int inserted = cut ? 0 : what.inserted().length;
        boolean again = bytes == last && at + inserted <= CHUNK;
        if (!again) {
            begin(bytes, inserted);
        }
        if (!again || inserted == 0) { // what goes to many does so in one moment; the rest may be sent again later
            lastMillis = clock.getAsLong();
        }
        System.arraycopy(what.inserted(), 0, chunks[chunk], at, inserted);
        if (next - first == crossings) {
            first++;
        }
        int slot = slot(next++);
        stamps[STAMPS * slot + NUMBER] = number;
        stamps[STAMPS * slot + MILLIS] = lastMillis;
        int span = SPANS * slot;
        spans[span + PLACE] = lastPlace;
        spans[span + LENGTH] = bytes.length;
        spans[span + INSERTED] = chunk * CHUNK + at;
        spans[span + INSERTED_LENGTH] = inserted;
        spans[span + AT] = cut ? 0 : what.at();
        spans[span + LEFT_OUT] = cut ? what.length() - longest : 0;
        spans[span + DIRECTION] = direction == Direction.IN ? 0 : 1;
        if (readers[slot] != reader) { // where nothing is written, the collector need not look
            readers[slot] = reader;
        }
        at += inserted;
        return lastMillis;
    }

    /** Copies what is not that of the one before. All of a crossing stands in one chunk. */
    private void begin(byte[] bytes, int inserted) {
        if (at + bytes.length + inserted > CHUNK) {
            turn();
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new byte[CHUNK];
        }
        System.arraycopy(bytes, 0, chunks[chunk], at, bytes.length);
        last = bytes;
        lastPlace = chunk * CHUNK + at;
        at += bytes.length;
    }

    /** Goes on in the next chunk, and forgets what stands there. */
    private void turn() {
        chunk = (chunk + 1) % chunks.length;
        at = 0;
        while (first < next && spans[SPANS * slot(first) + PLACE] / CHUNK == chunk) {
            first++;
        }
    }

    private int slot(long crossing) {
        return (int) (crossing % crossings);
    }

    /** As they are now, the oldest first. */
    synchronized Stream<Crossing> crossings() {
        return LongStream.range(first, next).mapToObj(this::crossing).toList().stream();
    }

    private Crossing crossing(long which) {
        int slot = slot(which);
        int span = SPANS * slot;
        byte[] in = chunks[spans[span + PLACE] / CHUNK];
        byte[] bytes = Octets.join(
                in,
                spans[span + PLACE] % CHUNK,
                spans[span + LENGTH],
                in,
                spans[span + INSERTED] % CHUNK,
                spans[span + INSERTED_LENGTH],
                spans[span + AT]);
        return new Crossing(
                stamps[STAMPS * slot + NUMBER],
                stamps[STAMPS * slot + MILLIS],
                wire,
                spans[span + DIRECTION] == 0 ? Direction.IN : Direction.OUT,
                bytes,
                readers[slot],
                spans[span + LEFT_OUT]);
    }
}
