package offhook.sip.agent;

import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/** Is told what the other end asks for within a dialog. Called on the loop of its Call-ID. */
@FunctionalInterface
public interface DialogListener {

    /** The ACK of a 2xx that was sent within the dialog, or that began it. */
    default void ack(SipRequest ack) {}

    /**
     * Whether the request comes from the other end of the dialog. Before that is known it changes nothing, neither the
     * number nor the target.
     *
     * @return false if it has its answer, such as a challenge
     * @throws offhook.sip.message.SipFailure if it is refused
     */
    default boolean admits(ServerTransaction transaction, SipRequest request) {
        return true;
    }

    /**
     * Whether this end stands behind our own proxy, as a phone does: then it hears what the proxy has let through, and
     * nothing else.
     */
    default boolean isBehindProxy() {
        return false;
    }

    /**
     * Answers a request, now or later; its CSeq has been looked at.
     *
     * @throws offhook.sip.message.SipFailure if it is refused
     */
    void request(ServerTransaction transaction, SipRequest request);
}
