package offhook.sip.transaction;

import static offhook.sip.transaction.TimerName.ABANDONED;
import static offhook.sip.transaction.TimerName.J;

import offhook.sip.message.SipResponse;

/** The non-INVITE server transaction: RFC 3261 §17.2.2, Figure 8. */
sealed interface NonInviteServer extends ServerState {

    static NonInviteServer start(ServerActions to) {
        to.start(ABANDONED, to.timing().giveUp());
        return new Trying();
    }

    /** There is no final response yet. After timer F of the client nobody waits for one (RFC 4320 §4.2). */
    sealed interface Unanswered extends NonInviteServer {

        @Override
        default ServerState fires(TimerName timer, ServerActions to) {
            to.fail(TransactionFailure.TIMEOUT);
            return Terminated.SERVER;
        }

        @Override
        default ServerState provisional(SipResponse response, ServerActions to) {
            to.send(response);
            return new Proceeding();
        }

        @Override
        default ServerState success(SipResponse response, ServerActions to) {
            return completed(response, to);
        }

        @Override
        default ServerState failure(SipResponse response, ServerActions to) {
            return completed(response, to);
        }
    }

    /** Discards the request when it comes again. */
    record Trying() implements Unanswered {}

    record Proceeding() implements Unanswered {

        @Override
        public ServerState requestAgain(ServerActions to) {
            to.sendAgain();
            return this;
        }

        @Override
        public ServerState transportFails(ServerActions to) {
            return failed(to);
        }
    }

    /** Discards further responses. */
    record Completed() implements NonInviteServer {

        static final Completed STATE = new Completed();

        @Override
        public ServerState requestAgain(ServerActions to) {
            to.sendAgain();
            return this;
        }

        @Override
        public ServerState fires(TimerName timer, ServerActions to) {
            return Terminated.SERVER;
        }

        @Override
        public ServerState transportFails(ServerActions to) {
            return failed(to);
        }
    }

    private static ServerState completed(SipResponse response, ServerActions to) {
        if (to.isReliable()) {
            to.send(response);
            return Terminated.SERVER;
        }
        to.start(J, to.timing().giveUp());
        to.send(response);
        return Completed.STATE;
    }

    private static ServerState failed(ServerActions to) {
        to.fail(TransactionFailure.TRANSPORT);
        return Terminated.SERVER;
    }
}
