package offhook.voicemail.pickup;

import java.util.List;

/** Where somebody can press keys. */
interface Menu {

    /** What is said of it, again if they press nothing; nothing if it does something else at once. */
    List<String> prompt();

    /** They have come to one of which nothing is said. */
    default void begins() {}

    void key(char key);

    /** What was played has been heard. */
    default void played() {}

    /** They have pressed nothing for long; false if that has no meaning here. */
    default boolean silent() {
        return false;
    }
}
