package offhook.sip.call;

/** What a person's phones are doing, all devices together; the later constant wins. */
public enum PhoneStatus {
    IDLE,
    RINGING,
    DIALING,
    /** All confirmed legs are on hold. */
    HOLD,
    ON_THE_PHONE
}
