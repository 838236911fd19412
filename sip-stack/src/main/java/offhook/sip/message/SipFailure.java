package offhook.sip.message;

/**
 * A request that is answered with a failure: the status (300 to 699) and the reason phrase that says what was wrong.
 *
 * <p>It is the peer's fault, so it carries no stack trace; it may be returned as a value or thrown to where the request
 * is answered. A response or an ACK that causes one is dropped. Safe to share.
 */
public final class SipFailure extends RuntimeException {

    private final int status;

    /** A header field that tells more; null if there is none. */
    private final HeaderName header;

    private final String value;

    /** A failure with the default phrase of RFC 3261 §21. */
    public SipFailure(int status) {
        this(status, Reasons.phrase(status));
    }

    public SipFailure(int status, String reason) {
        this(status, reason, null, "");
    }

    private SipFailure(int status, String reason, HeaderName header, String value) {
        super(reason, null, false, false);
        this.status = status;
        this.header = header;
        this.value = value;
    }

    /** The same, and its response has this header field: what a 405, 415, 420, 422 or 491 tells more. */
    public SipFailure with(HeaderName name, String text) {
        return new SipFailure(status, reason(), name, text);
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

    /** Adds to the response what the failure tells more. */
    public void explain(SipResponse response) {
        if (header != null) {
            response.append(header, value);
        }
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
