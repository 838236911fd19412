package offhook.sip.message;

/**
 * A request that is answered with a failure: the status (300 to 699) and the reason phrase that says what was wrong.
 *
 * <p>It is the peer's fault, so it carries no stack trace; it may be returned as a value or thrown to where the request
 * is answered. A response or an ACK that causes one is dropped. Safe to share.
 */
public final class SipFailure extends RuntimeException {

    private final int status;

    /** A failure with the default phrase of RFC 3261 §21. */
    public SipFailure(int status) {
        this(status, Reasons.phrase(status));
    }

    public SipFailure(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    static SipFailure bad(String what) {
        return new SipFailure(400, "Bad " + what);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return getMessage();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipFailure that
                && that.status == status
                && that.reason().equals(reason());
    }

    @Override
    public int hashCode() {
        return status * 31 + reason().hashCode();
    }
}
