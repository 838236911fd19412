package offhook.sip.transport;

import offhook.sip.message.SipMessage;

/** Who takes what came in. */
@FunctionalInterface
public interface MessageListener {

    /** Called on the loop of the message's Call-ID; must not block. */
    void received(SipMessage message, Flow from);
}
