package offhook.voicemail.audio;

/** Something that can be heard once, from its beginning to its end. Belongs to whom plays it. */
public interface Audio {

    /** Samples a second. */
    int rate();

    /**
     * Fills the array with what comes next, and never blocks.
     *
     * @return how many samples there were, less than the array's length only at the end; then -1
     */
    int read(short[] into);
}
