package offhook.sip.transaction;

import static offhook.sip.transaction.TimerName.G;
import static offhook.sip.transaction.TimerName.H;
import static offhook.sip.transaction.TimerName.I;
import static offhook.sip.transaction.TimerName.L;
import static offhook.sip.transaction.TimerName.TRYING;

import java.time.Duration;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/**
 * The INVITE server transaction: RFC 3261 §17.2.1 with Figure 7 of RFC 6026. A response that cannot be sent moves it
 * nowhere, so that retransmissions of the INVITE are still known as such (RFC 6026 §7.1).
 */
sealed interface InviteServer extends ServerState {

    static InviteServer start(ServerActions to) {
        to.start(TRYING, to.timing().trying());
        return Proceeding.STATE;
    }

    @Override
    default ServerState transportFails(ServerActions to) {
        to.fail(TransactionFailure.TRANSPORT);
        return this;
    }

    record Proceeding() implements InviteServer {

        static final Proceeding STATE = new Proceeding();

        @Override
        public ServerState requestAgain(ServerActions to) {
            to.sendAgain();
            return this;
        }

        @Override
        public ServerState provisional(SipResponse response, ServerActions to) {
            to.stop(TRYING);
            to.send(response);
            return this;
        }

        @Override
        public ServerState success(SipResponse response, ServerActions to) {
            to.start(L, to.timing().giveUp());
            to.send(response);
            return Accepted.STATE;
        }

        @Override
        public ServerState failure(SipResponse response, ServerActions to) {
            var t1 = to.timing().t1();
            if (!to.isReliable()) {
                to.start(G, t1);
            }
            to.start(H, to.timing().giveUp());
            to.send(response);
            return new Completed(t1);
        }

        @Override
        public ServerState fires(TimerName timer, ServerActions to) {
            to.sendTrying();
            return this;
        }
    }

    /** RFC 6026: answered with a 2xx, which the transaction user repeats until it sees the ACK. */
    record Accepted() implements InviteServer {

        static final Accepted STATE = new Accepted();

        @Override
        public ServerState success(SipResponse response, ServerActions to) {
            to.send(response);
            return this;
        }

        @Override
        public ServerState ack(SipRequest ack, ServerActions to) {
            to.pass(ack);
            return this;
        }

        @Override
        public ServerState fires(TimerName timer, ServerActions to) {
            return Terminated.SERVER;
        }
    }

    /** @param g the interval that is running */
    record Completed(Duration g) implements InviteServer {

        @Override
        public ServerState requestAgain(ServerActions to) {
            to.sendAgain();
            return this;
        }

        @Override
        public ServerState ack(SipRequest ack, ServerActions to) {
            to.stop(G);
            if (to.isReliable()) {
                return Terminated.SERVER;
            }
            to.start(I, to.timing().t4());
            return Confirmed.STATE;
        }

        @Override
        public ServerState fires(TimerName timer, ServerActions to) {
            if (timer == G) {
                var interval = to.timing().next(g);
                to.start(G, interval);
                to.sendAgain();
                return new Completed(interval);
            }
            to.fail(TransactionFailure.TIMEOUT);
            return Terminated.SERVER;
        }
    }

    /** Absorbs further ACKs. */
    record Confirmed() implements InviteServer {

        static final Confirmed STATE = new Confirmed();

        @Override
        public ServerState fires(TimerName timer, ServerActions to) {
            return Terminated.SERVER;
        }
    }
}
