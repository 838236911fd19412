package offhook.directory;

/** Who a call to one of our addresses is for. */
public sealed interface Callee permits User, RingGroup {}
