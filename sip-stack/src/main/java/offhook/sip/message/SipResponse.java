package offhook.sip.message;

import java.nio.charset.StandardCharsets;

/** A response (RFC 3261 §7.2). Whose it is, says {@link SipMessage}. */
public final class SipResponse extends SipMessage {

    private final int status;
    private final String reason;

    SipResponse(int status, String reason) {
        if (reason.indexOf('\r') >= 0 || reason.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("line break in a reason phrase");
        }
        this.status = status;
        this.reason = reason;
    }

    private SipResponse(SipResponse other) {
        super(other);
        this.status = other.status;
        this.reason = other.reason;
    }

    /**
     * The response to a request (RFC 3261 §8.2.6): its Via, From, To, Call-ID and CSeq, the Timestamp for a 100, and the
     * Record-Route where the response makes a dialog (§12.1.1). The To still lacks a tag.
     */
    public static SipResponse to(SipRequest request, int status, String reason) {
        var response = new SipResponse(status, reason);
        response.addAll(HeaderName.VIA, request);
        if (status > 100 && status < 300 && request.method().beginsDialog()) {
            response.addAll(HeaderName.RECORD_ROUTE, request);
        }
        response.addFirst(HeaderName.FROM, request);
        response.addFirst(HeaderName.TO, request);
        response.addFirst(HeaderName.CALL_ID, request);
        response.addFirst(HeaderName.CSEQ, request);
        if (status == 100) {
            response.addAll(HeaderName.TIMESTAMP, request);
        }
        return response;
    }

    /** With the default phrase of RFC 3261 §21. */
    public static SipResponse to(SipRequest request, int status) {
        return to(request, status, Reasons.phrase(status));
    }

    public static SipResponse to(SipRequest request, SipFailure failure) {
        return to(request, failure.status(), failure.reason());
    }

    @Override
    public SipResponse copy() {
        return new SipResponse(this);
    }

    /** 100 to 699. */
    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public boolean isProvisional() {
        return status < 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    @Override
    public String startLine() {
        return "SIP/2.0 " + status + " " + reason;
    }

    @Override
    byte[] startLineBytes() {
        return startLine().getBytes(StandardCharsets.UTF_8);
    }
}
