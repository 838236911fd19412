package offhook.gateway.notify;

/** The ways in which a person is told. */
public enum Channel {
    CHAT,
    MAIL
}
