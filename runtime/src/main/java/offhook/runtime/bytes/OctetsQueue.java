package offhook.runtime.bytes;

import java.util.Arrays;

/**
 * Octets that wait, the oldest first. Only their arrays are held, side by side: what waits for a hundred receivers in turn is
 * then read where it stands, not collected from all over the memory. Not safe to share.
 */
public final class OctetsQueue {

    /** How many bytes one connection is handed in a turn: to encrypt more takes longer than others should wait. */
    public static final int TURN = 1 << 17;

    private static final int PIECES = 2; // of each: what is shared, then what is inserted

    private byte[][] pieces;
    private int[] at;
    private int first;
    private int size;
    private int bytes;

    /** @param capacity how many may wait before it grows; a power of two */
    public OctetsQueue(int capacity) {
        pieces = new byte[PIECES * capacity][];
        at = new int[capacity];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** How many bytes they are. */
    public int bytes() {
        return bytes;
    }

    public void add(Octets last) {
        grow();
        set(size++, last);
        bytes += last.length();
    }

    public void addFirst(Octets next) {
        grow();
        first = first - 1 & at.length - 1;
        size++;
        set(0, next);
        bytes += next.length();
    }

    /** The oldest, which does not wait any more; there must be one. */
    public Octets remove() {
        int slot = first;
        var next = new Octets(pieces[PIECES * slot], pieces[PIECES * slot + 1], at[slot]);
        pieces[PIECES * slot] = null;
        pieces[PIECES * slot + 1] = null;
        first = slot + 1 & at.length - 1;
        size--;
        bytes -= next.length();
        return next;
    }

    /** Takes the oldest out, of {@value #TURN} bytes, and the one that exceeds that. */
    public OctetsQueue portion() {
        var portion = new OctetsQueue(64);
        while (portion.bytes < TURN && size > 0) {
            portion.add(remove());
        }
        return portion;
    }

    private void set(int index, Octets octets) {
        int slot = first + index & at.length - 1;
        pieces[PIECES * slot] = octets.shared();
        pieces[PIECES * slot + 1] = octets.inserted();
        at[slot] = octets.at();
    }

    private void grow() {
        int capacity = at.length;
        if (size < capacity) {
            return;
        }
        int behind = capacity - first; // up to the end of the arrays; the rest stands at their beginning
        byte[][] more = Arrays.copyOfRange(pieces, PIECES * first, PIECES * (first + 2 * capacity));
        System.arraycopy(pieces, 0, more, PIECES * behind, PIECES * first);
        int[] moreAt = Arrays.copyOfRange(at, first, first + 2 * capacity);
        System.arraycopy(at, 0, moreAt, behind, first);
        pieces = more;
        at = moreAt;
        first = 0;
    }
}
