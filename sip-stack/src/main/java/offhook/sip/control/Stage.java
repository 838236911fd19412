package offhook.sip.control;

/** What a call that we set up has come to, as the person who asked for it sees it. */
public enum Stage {
    /** Their own phone rings. */
    OWN_PHONE_RINGS,
    /** They have picked up, and the other one is being called. */
    CALLING,
    /** The other one's phone rings. */
    RINGING,
    /** Both are connected. */
    TALKING
}
