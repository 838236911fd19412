package offhook.sip.transaction;

import static offhook.sip.transaction.TimerName.A;
import static offhook.sip.transaction.TimerName.B;
import static offhook.sip.transaction.TimerName.CANCELLED;
import static offhook.sip.transaction.TimerName.D;
import static offhook.sip.transaction.TimerName.M;

import java.time.Duration;
import offhook.sip.message.SipResponse;

/**
 * The INVITE client transaction: RFC 3261 §17.1.1 with Figure 5 of RFC 6026. A state overrides only the events that move
 * it; every other event leaves it as it is.
 */
sealed interface InviteClient extends ClientState {

    static InviteClient start(ClientActions to) {
        var t1 = to.timing().t1();
        if (!to.isReliable()) {
            to.start(A, t1);
        }
        to.start(B, to.timing().giveUp());
        to.send();
        return new Calling(t1, false);
    }

    /** There is no final response yet. */
    sealed interface Unanswered extends InviteClient {

        @Override
        default ClientState success(SipResponse response, ClientActions to) {
            to.stop(A);
            to.start(M, to.timing().giveUp());
            to.pass(response);
            return Accepted.STATE;
        }

        @Override
        default ClientState failure(SipResponse response, ClientActions to) {
            to.stop(A);
            to.ack(response);
            if (to.isReliable()) {
                to.pass(response);
                return Terminated.CLIENT;
            }
            to.start(D, to.timing().d());
            to.pass(response);
            return Completed.STATE;
        }

        @Override
        default ClientState transportFails(ClientActions to) {
            to.fail(TransactionFailure.TRANSPORT);
            return Terminated.CLIENT;
        }
    }

    /**
     * @param a the interval that is running
     * @param cancelled a CANCEL waits for the first provisional response (§9.1)
     */
    record Calling(Duration a, boolean cancelled) implements Unanswered {

        @Override
        public ClientState provisional(SipResponse response, ClientActions to) {
            to.stop(A);
            to.stop(B);
            to.pass(response);
            return cancelled ? cancelNow(to) : new Proceeding();
        }

        @Override
        public ClientState cancel(ClientActions to) {
            return new Calling(a, true);
        }

        @Override
        public ClientState fires(TimerName timer, ClientActions to) {
            if (timer == A) {
                // Timer A has no upper limit (§17.1.1.2).
                to.start(A, a.multipliedBy(2));
                to.send();
                return new Calling(a.multipliedBy(2), cancelled);
            }
            to.fail(TransactionFailure.TIMEOUT);
            return Terminated.CLIENT;
        }
    }

    record Proceeding() implements Unanswered {

        @Override
        public ClientState provisional(SipResponse response, ClientActions to) {
            to.pass(response);
            return this;
        }

        @Override
        public ClientState cancel(ClientActions to) {
            return cancelNow(to);
        }
    }

    /** The CANCEL is sent; an element of RFC 2543 may never send the final response (§9.1). */
    record Cancelled() implements Unanswered {

        @Override
        public ClientState provisional(SipResponse response, ClientActions to) {
            to.pass(response);
            return this;
        }

        @Override
        public ClientState fires(TimerName timer, ClientActions to) {
            to.fail(TransactionFailure.TIMEOUT);
            return Terminated.CLIENT;
        }
    }

    /** RFC 6026: the request was answered; more 2xx may come, of the same or of another branch. */
    record Accepted() implements InviteClient {

        static final Accepted STATE = new Accepted();

        @Override
        public ClientState success(SipResponse response, ClientActions to) {
            to.pass(response);
            return this;
        }

        @Override
        public ClientState fires(TimerName timer, ClientActions to) {
            return Terminated.CLIENT;
        }
    }

    /** The request was refused; the refusal may come again, and so goes the ACK. */
    record Completed() implements InviteClient {

        static final Completed STATE = new Completed();

        @Override
        public ClientState failure(SipResponse response, ClientActions to) {
            to.ack(response);
            return this;
        }

        @Override
        public ClientState fires(TimerName timer, ClientActions to) {
            return Terminated.CLIENT;
        }

        @Override
        public ClientState transportFails(ClientActions to) {
            to.fail(TransactionFailure.TRANSPORT);
            return Terminated.CLIENT;
        }
    }

    private static ClientState cancelNow(ClientActions to) {
        to.start(CANCELLED, to.timing().giveUp());
        to.cancel();
        return new Cancelled();
    }
}
