package offhook.xmpp.routing;

/** Where a message is on its way when a feature looks at it. */
public enum Stage {
    /** It leaves an account of ours; on the sender's lane. */
    SENDING,
    /** It reaches an account of ours; on the receiver's lane, like all that follow. */
    RECEIVING,
    /** There are clients to take it. */
    DELIVER,
    /** No client can take it, and RFC 6121 §8.5 lets it be kept. */
    NOBODY_HOME,
    /** It was kept, and now there is a client to take it; whoever takes it drops it from the store. */
    LATE
}
