package offhook.voicemail.pin;

/** What a PIN is that somebody has pressed. */
public enum Verdict {
    RIGHT,
    WRONG,
    /** It was not even looked at, or was the last wrong one for a while. */
    LOCKED
}
