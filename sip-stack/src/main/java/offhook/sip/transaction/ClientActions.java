package offhook.sip.transaction;

import java.time.Duration;
import offhook.sip.message.SipResponse;

/** What the state machine of a client transaction does. */
interface ClientActions {

    boolean isReliable();

    Timing timing();

    /** Sends the request, or sends it again. */
    void send();

    /** Sends the ACK of a final response of 300 or more (RFC 3261 §17.1.1.3). */
    void ack(SipResponse response);

    /** Sends the CANCEL that was asked for (§9.1). */
    void cancel();

    /** Gives a response to the transaction user. */
    void pass(SipResponse response);

    /** Tells the transaction user that there will be no response. */
    void fail(TransactionFailure failure);

    /** Starts a timer in place of the one of its kind that runs: one that repeats, or one that ends the state. */
    void start(TimerName timer, Duration delay);

    void stop(TimerName timer);
}
