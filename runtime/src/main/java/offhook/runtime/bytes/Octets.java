package offhook.runtime.bytes;

/**
 * Bytes on their way out. Of what goes to many they are those that all share, and the few that only this one has, which are
 * put together where they leave. Immutable and safe to share; nobody changes the arrays.
 */
public final class Octets {

    private static final byte[] NOTHING = {};

    private final byte[] shared;
    private final byte[] inserted;
    private final int at;

    /** All of an array. */
    public Octets(byte[] bytes) {
        this(bytes, NOTHING, 0);
    }

    /**
     * An array with something more inside.
     *
     * @param at how many bytes of the array stand before that
     */
    public Octets(byte[] shared, byte[] inserted, int at) {
        this.shared = shared;
        this.inserted = inserted;
        this.at = at;
    }

    /** How many there are. */
    public int length() {
        return shared.length + inserted.length;
    }

    /** Those that others may have, too. */
    public byte[] shared() {
        return shared;
    }

    /** Those that stand in between; none if it is all of one piece. */
    public byte[] inserted() {
        return inserted;
    }

    /** How many of the shared ones stand before them. */
    public int at() {
        return at;
    }

    /** All of it as one array: copied if it stands in pieces. */
    public byte[] bytes() {
        return inserted.length == 0 ? shared : join(shared, 0, shared.length, inserted, 0, inserted.length, at);
    }

    /** The bytes of one range, with those of another inside, behind so many of the first. */
    public static byte[] join(
            byte[] shared, int from, int length, byte[] inserted, int insertedFrom, int insertedLength, int at) {
        byte[] whole = new byte[length + insertedLength];
        System.arraycopy(shared, from, whole, 0, at);
        System.arraycopy(inserted, insertedFrom, whole, at, insertedLength);
        System.arraycopy(shared, from + at, whole, at + insertedLength, length - at);
        return whole;
    }

    /** Gives its pieces to somebody, in their order. */
    public void each(Sink sink) {
        if (inserted.length == 0) {
            sink.write(shared, 0, shared.length);
        } else {
            sink.write(shared, 0, at);
            sink.write(inserted, 0, inserted.length);
            sink.write(shared, at, shared.length - at);
        }
    }

    /** Takes bytes of an array. */
    @FunctionalInterface
    public interface Sink {

        void write(byte[] bytes, int from, int length);
    }
}
