package offhook.gateway.notify;

/** How far a notification has come in one channel. */
public enum State {
    /** To be handed over. */
    WAITING,
    /** In the offline store, waiting for a client to come. */
    STORED,
    /** Likewise, and on the way to a client that may have it: never told again in another message. */
    SENT,
    /** A client has it. */
    TAKEN,
    /** The mail server has it. */
    ACCEPTED,
    /** No mail is needed any more: a client has taken the chat message. */
    CANCELLED,
    /** The mail is out: what is still in the offline store is to be withdrawn. */
    RECALLING,
    /** Withdrawn in favour of the mail. */
    RECALLED,
    /** Given up: in the hospital. */
    FAILED
}
