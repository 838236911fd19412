package offhook.sip.transaction;

import offhook.sip.message.SipResponse;

/**
 * Who waits for the responses to one request. Called on the loop of its Call-ID, never from within the call that sent
 * the request.
 */
public interface ResponseListener {

    /**
     * A response came: any number of 1xx, then one final one, or several 2xx to an INVITE. Its topmost Via is still ours
     * (RFC 3261 §16.7 step 3).
     */
    void response(ClientTransaction transaction, SipResponse response);

    /** There will be no final response. */
    void failed(ClientTransaction transaction, TransactionFailure failure);
}
