package offhook.sip.testing;

import java.util.function.BiConsumer;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transaction.TransactionFailure;
import offhook.sip.transaction.TransactionUser;
import offhook.sip.transport.Flow;

/** A transaction user that nothing but requests is to reach. */
public record OnlyRequests(BiConsumer<ServerTransaction, SipRequest> taker) implements TransactionUser {

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        taker.accept(transaction, request);
    }

    @Override
    public void ack(SipRequest ack, Flow from) {
        throw new AssertionError("an ACK");
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        throw new AssertionError("a CANCEL");
    }

    @Override
    public void failed(ServerTransaction transaction, TransactionFailure failure) {
        throw new AssertionError(failure);
    }
}
