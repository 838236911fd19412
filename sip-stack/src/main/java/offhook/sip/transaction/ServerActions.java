package offhook.sip.transaction;

import java.time.Duration;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** What the state machine of a server transaction does. */
interface ServerActions {

    boolean isReliable();

    Timing timing();

    void send(SipResponse response);

    /** Sends the last response again; nothing if there was none. */
    void sendAgain();

    /** Sends a 100 of our own. */
    void sendTrying();

    /** Gives an ACK to the transaction user. */
    void pass(SipRequest ack);

    void fail(TransactionFailure failure);

    /** Starts a timer in place of the one of its kind that runs: one that repeats, or one that ends the state. */
    void start(TimerName timer, Duration delay);

    void stop(TimerName timer);
}
