package offhook.sip.event;

/** What phones are told that are registered and have not subscribed. */
public enum Unasked {
    NOTHING,
    /** What is another state than the one that the phone has confirmed. */
    WHEN_NEW,
    /** The state, whenever the phone registers. */
    AFTER_EACH_REGISTER
}
