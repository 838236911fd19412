package offhook.xmpp.xml;

/**
 * Turns what comes in on one connection into the events of its streams, as its framing has them: a {@link StreamHeader},
 * the {@link Fragment}s behind it, and {@link StreamEvent.End}. Belongs to the connection's loop.
 */
public interface EventReader {

    /** From now on these limits hold. */
    void limits(Limits newLimits);

    /** RFC 6120 §4.3.3: what comes next is a new stream. Bytes that were not asked for yet belong to it. */
    void restart();

    /** Adds what came in. The array is the reader's until {@link #next()} has answered null or {@link #keep()} was called. */
    void feed(byte[] bytes, int from, int to);

    /**
     * The next event; null when more bytes are needed first. Between two events the stream may be restarted, its limits
     * changed, or the asking put off.
     *
     * @throws StreamError for what ends the stream; nothing more is to be asked then
     */
    StreamEvent next();

    /** Copies what was not asked for yet, so that the array given to {@link #feed} can be used for something else. */
    void keep();

    /** Takes back what was not asked for yet. */
    byte[] take();

    /** To be called when nothing came in for a while: lets go what can be made again. */
    void rest();
}
