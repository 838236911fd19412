package offhook.voicemail.box;

/** What is enclosed in a mail. */
public enum Format {
    WAV,
    MP3,
    /** The text alone. */
    NONE
}
