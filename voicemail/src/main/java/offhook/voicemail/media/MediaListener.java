package offhook.voicemail.media;

/** Who listens to a call. Is called on the session's loop, and never blocks it. */
public interface MediaListener {

    /**
     * What the other side said in 20 ms: in order, at the session's rate, with what was lost made up for. Comes every 20 ms
     * from the first packet on, unless the other side has put us on hold. The array is used again.
     */
    void audio(short[] pcm);

    /** A key was pressed (RFC 4733): 0 to 9, *, #, A to D. */
    void digit(char digit);

    /** Nothing came for the configured time, though it should have. Said once; the session goes on. */
    void lost();
}
