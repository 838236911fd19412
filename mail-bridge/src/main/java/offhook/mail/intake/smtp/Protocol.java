package offhook.mail.intake.smtp;

/** What a client speaks. */
public enum Protocol {
    /** RFC 5321. */
    SMTP,
    /** RFC 2033: the same, with an answer for each recipient. */
    LMTP
}
