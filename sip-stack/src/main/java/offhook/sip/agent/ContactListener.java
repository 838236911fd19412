package offhook.sip.agent;

import offhook.sip.call.Caller;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/** Is told who calls a contact of ours. Called on the loop of the Call-ID. */
public interface ContactListener {

    /** Somebody calls. The INVITE has had no response yet, and needs a final one some day. */
    void invited(ServerTransaction invite, SipRequest request, Caller caller);

    /** They do not want it answered any more. It still needs its 487. */
    void cancelled(ServerTransaction invite, SipRequest cancel);
}
