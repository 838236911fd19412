package offhook.sip.transaction;

import static offhook.sip.transaction.TimerName.E;
import static offhook.sip.transaction.TimerName.F;
import static offhook.sip.transaction.TimerName.K;

import java.time.Duration;
import offhook.sip.message.SipResponse;

/** The non-INVITE client transaction: RFC 3261 §17.1.2, Figure 6. */
sealed interface NonInviteClient extends ClientState {

    static NonInviteClient start(ClientActions to) {
        var t1 = to.timing().t1();
        if (!to.isReliable()) {
            to.start(E, t1);
        }
        to.start(F, to.timing().giveUp());
        to.send();
        return new Trying(t1);
    }

    /** There is no final response yet. */
    sealed interface Unanswered extends NonInviteClient {

        /** The interval after the one that has run out. */
        Duration next(Timing timing);

        @Override
        default ClientState provisional(SipResponse response, ClientActions to) {
            to.pass(response);
            return new Proceeding();
        }

        @Override
        default ClientState success(SipResponse response, ClientActions to) {
            return completed(response, to);
        }

        @Override
        default ClientState failure(SipResponse response, ClientActions to) {
            return completed(response, to);
        }

        @Override
        default ClientState fires(TimerName timer, ClientActions to) {
            if (timer == E) {
                var interval = next(to.timing());
                to.start(E, interval);
                to.send();
                return again(interval);
            }
            to.fail(TransactionFailure.TIMEOUT);
            return Terminated.CLIENT;
        }

        ClientState again(Duration interval);

        @Override
        default ClientState transportFails(ClientActions to) {
            to.fail(TransactionFailure.TRANSPORT);
            return Terminated.CLIENT;
        }
    }

    /** @param e the interval that is running */
    record Trying(Duration e) implements Unanswered {

        @Override
        public Duration next(Timing timing) {
            return timing.next(e);
        }

        @Override
        public ClientState again(Duration interval) {
            return new Trying(interval);
        }
    }

    record Proceeding() implements Unanswered {

        @Override
        public Duration next(Timing timing) {
            return timing.t2();
        }

        @Override
        public ClientState again(Duration interval) {
            return this;
        }
    }

    /** The final response may come again, and is not passed on any more. */
    record Completed() implements NonInviteClient {

        static final Completed STATE = new Completed();

        @Override
        public ClientState fires(TimerName timer, ClientActions to) {
            return Terminated.CLIENT;
        }
    }

    private static ClientState completed(SipResponse response, ClientActions to) {
        to.stop(E);
        if (to.isReliable()) {
            to.pass(response);
            return Terminated.CLIENT;
        }
        to.start(K, to.timing().t4());
        to.pass(response);
        return Completed.STATE;
    }
}
