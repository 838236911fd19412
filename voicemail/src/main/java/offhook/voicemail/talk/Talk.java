package offhook.voicemail.talk;

/** What goes on in a call that is answered. Called on the loop of its Call-ID. */
public interface Talk {

    /** They can hear us. */
    void begins();

    /** A key was pressed: 0 to 9, *, #, A to D. */
    void digit(char digit);

    /** What they said in 20 ms; the array is used again. */
    void audio(short[] pcm);

    /** The server goes down, or the line is dead: come to an end. */
    void stops();

    /** They have gone, and hear nothing any more. At its end the talk says {@link Line#over}. */
    void gone();
}
