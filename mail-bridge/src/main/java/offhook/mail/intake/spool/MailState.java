package offhook.mail.intake.spool;

/** What has become of a mail. */
public enum MailState {
    /** To be looked at. */
    WAITING,
    /** Nobody could make anything of it: in the hospital. */
    FAILED,
    /** A voicemail, or dropped: its file is gone, and it is known again should it come once more. */
    DONE
}
