package offhook.sip.agent;

import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/**
 * A request of ours and its end.
 *
 * @param request as it went out last: a challenge that was answered has changed its CSeq
 * @param response the final one; where nobody answered, a 408 or 503 of our own (RFC 3261 §8.1.3.1)
 */
public record Exchange(SipRequest request, SipResponse response) {

    public int status() {
        return response.status();
    }

    public boolean isSuccess() {
        return response.isSuccess();
    }

    /** Of a request within a dialog: there is nobody any more (RFC 3261 §12.2.1.2). */
    public boolean isGone() {
        return status() == 481 || status() == 408;
    }
}
