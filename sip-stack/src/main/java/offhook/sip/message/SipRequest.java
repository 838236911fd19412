package offhook.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** A request (RFC 3261 §7.1). Whose it is, says {@link SipMessage}. */
public final class SipRequest extends SipMessage {

    private final Method method;
    private String uriText;
    private Uri uri;

    /** An empty request; RFC 3261 §8.1.1 says what it needs before it can be sent. */
    public SipRequest(Method method, Uri uri) {
        this(method, uri.toString());
        this.uri = uri;
    }

    SipRequest(Method method, String uriText) {
        this.method = method;
        this.uriText = uriText;
    }

    private SipRequest(SipRequest other) {
        super(other);
        this.method = other.method;
        this.uriText = other.uriText;
        this.uri = other.uri;
    }

    @Override
    public SipRequest copy() {
        return new SipRequest(this);
    }

    public Method method() {
        return method;
    }

    public boolean is(Method other) {
        return method.equals(other);
    }

    /** The Request-URI. */
    public Uri uri() {
        if (uri == null) {
            uri = Uri.parse(uriText);
        }
        return uri;
    }

    public void setUri(Uri target) {
        uri = target;
        uriText = target.toString();
    }

    /** Whether it belongs to a dialog: its To has a tag (RFC 3261 §12.2). */
    public boolean isInDialog() {
        return to().tag().isPresent();
    }

    /** How many proxies it may still pass, 0 to 255 (RFC 3261 §20.22). */
    public OptionalInt maxForwards() {
        return number(HeaderName.MAX_FORWARDS, 255);
    }

    /**
     * The CANCEL of this request, which is as it was sent (RFC 3261 §9.1).
     *
     * @param reasons the values of its Reason header field, RFC 3326
     */
    public SipRequest cancel(List<String> reasons) {
        var cancel = sibling(Method.CANCEL, this);
        reasons.forEach(reason -> cancel.append(HeaderName.REASON, reason));
        return cancel;
    }

    /** The ACK of a final response of 300 or more to this INVITE, which is as it was sent (RFC 3261 §17.1.1.3). */
    public SipRequest ack(SipResponse response) {
        return sibling(Method.ACK, response);
    }

    /** A request of the same transaction: the same Request-URI, one Via, Call-ID, From, CSeq number and Route. */
    private SipRequest sibling(Method siblingMethod, SipMessage to) {
        var sibling = new SipRequest(siblingMethod, uriText);
        sibling.pushVia(topVia());
        sibling.append(HeaderName.MAX_FORWARDS, "70");
        sibling.addFirst(HeaderName.FROM, this);
        sibling.addFirst(HeaderName.TO, to);
        sibling.addFirst(HeaderName.CALL_ID, this);
        sibling.append(HeaderName.CSEQ, new CSeq(cseq().number(), siblingMethod).toString());
        sibling.addAll(HeaderName.ROUTE, this);
        return sibling;
    }

    @Override
    public String startLine() {
        return method + " " + uriText + " SIP/2.0";
    }

    @Override
    byte[] startLineBytes() {
        return startLine().getBytes(StandardCharsets.UTF_8);
    }
}
