package offhook.sip.proxy;

import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;

/** The dialogs in which we are not a proxy but one of the two ends. Safe to share. */
@FunctionalInterface
public interface OwnDialogs {

    /**
     * Looks at a request within a dialog, on the loop of its Call-ID.
     *
     * @return whether it belongs to one of them, and so has its answer, or gets it
     * @throws offhook.sip.message.SipFailure if it is refused
     */
    boolean take(ServerTransaction transaction, SipRequest request);

    /** Looks at the ACK of a 2xx; whether it belongs to one of them. */
    default boolean ack(SipRequest ack, Flow from) {
        return false;
    }

    /** Looks at an INVITE that is cancelled; whether it was to become one of them, and so has its answer. */
    default boolean cancelled(ServerTransaction invite) {
        return false;
    }
}
