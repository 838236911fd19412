package offhook.sip.transaction;

import offhook.sip.message.SipRequest;
import offhook.sip.transport.Flow;

/** What stands on the transactions: the proxy core (RFC 3261 §5). Called on the loop of the message's Call-ID. */
public interface TransactionUser {

    /** A new request, neither ACK nor CANCEL; it is to be answered through its transaction. */
    void request(ServerTransaction transaction, SipRequest request);

    /** The ACK of a 2xx: a transaction of its own, never answered (§17). */
    void ack(SipRequest ack, Flow from);

    /** The peer cancels an INVITE that has no final response yet; the CANCEL is answered already (§9.2). */
    void cancelled(ServerTransaction invite, SipRequest cancel);

    /** No ACK came for the final response, or a response could not be sent. */
    void failed(ServerTransaction transaction, TransactionFailure failure);
}
