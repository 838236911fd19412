package offhook.sip.agent;

import java.util.Optional;

/** Is told what the other end of a call wants. Called on the loop of its Call-ID. */
public interface SessionListener {

    /** A re-INVITE or UPDATE with this session description; our answer, or empty if there is nothing that we could use. */
    Optional<String> offered(String description);

    /** A re-INVITE without one asks for ours. */
    String offer();

    /**
     * The answer to ours, in the ACK.
     *
     * @return false if there is nothing in it that we could use: then the call is over
     */
    boolean answered(String description);

    /** A key was pressed, says an INFO: 0 to 9, *, #, A to D. */
    void digit(char digit);

    /** The call is over; told once. */
    void ended(Ending why);
}
