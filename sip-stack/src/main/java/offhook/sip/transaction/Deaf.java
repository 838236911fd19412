package offhook.sip.transaction;

import offhook.sip.message.SipResponse;

/** Waits for nothing: for a CANCEL, whose INVITE tells all there is to know, and for what has had its final response. */
enum Deaf implements ResponseListener {
    TO_ALL;

    @Override
    public void response(ClientTransaction transaction, SipResponse response) {
        // 200 to a CANCEL means that it came, 481 that the INVITE was over: its own response tells.
    }

    @Override
    public void failed(ClientTransaction transaction, TransactionFailure failure) {
        // The INVITE's own timer ends the wait.
    }
}
