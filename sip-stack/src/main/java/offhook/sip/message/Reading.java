package offhook.sip.message;

/** What came of reading the bytes of one message. */
public sealed interface Reading {

    /** A message that keeps every rule of RFC 3261 §8.1.1 and §18. */
    record Read(SipMessage message) implements Reading {}

    /** A request that deserves its answer; of the request, only what a response copies may be relied on. */
    record Refused(SipRequest request, SipFailure failure) implements Reading {}

    /** Nobody could be answered, or nothing needs one; why, for the log. */
    record Dropped(String why) implements Reading {}

    /** White space only: RFC 5626 §3.5.1 keeps a path open with it. */
    record KeepAlive() implements Reading {}
}
