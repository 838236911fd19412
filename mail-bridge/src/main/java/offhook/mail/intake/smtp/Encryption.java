package offhook.mail.intake.smtp;

/** Whether a connection changes to TLS, RFC 3207. */
public enum Encryption {
    NEVER,
    OFFERED,
    /** No mail without. */
    REQUIRED
}
