package offhook.sip.proxy;

import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.ResponseListener;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transaction.TransactionFailure;

/**
 * What is left of a fork once every branch has ended and one was answered: each further 2xx goes on, for half a minute
 * (RFC 3261 §16.7 step 5). There are many of these, so they hold no more than they need.
 */
record Repetitions(ServerTransaction transaction, Watcher watcher, Optional<UserId> callee, Forwarding forwarding)
        implements ResponseListener {

    @Override
    public void response(ClientTransaction from, SipResponse response) {
        if (response.isSuccess()) {
            forwarding.readyForSender(response, from.flow());
            watcher.answers(callee, response);
            transaction.respond(response);
        }
    }

    @Override
    public void failed(ClientTransaction from, TransactionFailure why) {
        // It has its final response.
    }
}
