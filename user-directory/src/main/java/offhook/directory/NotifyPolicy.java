package offhook.directory;

/** How a person wants to hear of missed calls and voicemail. */
public enum NotifyPolicy {
    CHAT,
    EMAIL,
    BOTH,
    /** E-mail only if no chat client has taken the message in time. */
    CHAT_THEN_EMAIL,
    NONE
}
