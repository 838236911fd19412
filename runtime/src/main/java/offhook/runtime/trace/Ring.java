package offhook.runtime.trace;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The last crossings of one wire. They stand as bytes in chunks that are written over again and again: what crosses in a
 * second is far more than what is kept, and all of it would else be copied by the collector before it is forgotten. Safe
 * to share: the lock is held for as long as copying one takes.
 */
final class Ring {

    private static final int CHUNK = 1 << 16;

    /** Of room for each crossing; where they are longer, fewer are kept. */
    private static final int USUAL = 1024;

    private final String wire;
    private final byte[][] chunks; // made when they are needed
    private final long[] numbers;
    private final long[] millis;
    private final int[] places;
    private final int[] lengths;
    private final int[] leftOut;
    private final Direction[] directions;
    private final Reader[] readers;
    private long first;
    private long next;
    private int chunk;
    private int at;

    /** @param crossings how many are kept at most */
    Ring(String wire, int crossings) {
        this.wire = wire;
        chunks = new byte[Math.max(2, crossings * USUAL / CHUNK)][];
        numbers = new long[crossings];
        millis = new long[crossings];
        places = new int[crossings];
        lengths = new int[crossings];
        leftOut = new int[crossings];
        directions = new Direction[crossings];
        readers = new Reader[crossings];
    }

    /** @param length how many of the bytes are kept: less than a chunk */
    synchronized void add(
            long number, long time, Direction direction, byte[] bytes, int length, int missing, Reader reader) {
        if (at + length > CHUNK) {
            turn();
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new byte[CHUNK];
        }
        System.arraycopy(bytes, 0, chunks[chunk], at, length);
        if (next - first == numbers.length) {
            first++;
        }
        int slot = slot(next++);
        numbers[slot] = number;
        millis[slot] = time;
        places[slot] = chunk * CHUNK + at;
        lengths[slot] = length;
        leftOut[slot] = missing;
        directions[slot] = direction;
        readers[slot] = reader;
        at += length;
    }

    /** Goes on in the next chunk, and forgets what stands there. */
    private void turn() {
        chunk = (chunk + 1) % chunks.length;
        at = 0;
        while (first < next && places[slot(first)] / CHUNK == chunk) {
            first++;
        }
    }

    private int slot(long crossing) {
        return (int) (crossing % numbers.length);
    }

    /** As they are now, the oldest first. */
    synchronized Stream<Crossing> crossings() {
        return LongStream.range(first, next).mapToObj(this::crossing).toList().stream();
    }

    private Crossing crossing(long which) {
        int slot = slot(which);
        int from = places[slot] % CHUNK;
        byte[] bytes = Arrays.copyOfRange(chunks[places[slot] / CHUNK], from, from + lengths[slot]);
        return new Crossing(numbers[slot], millis[slot], wire, directions[slot], bytes, readers[slot], leftOut[slot]);
    }
}
