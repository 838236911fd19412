package offhook.sip.transaction;

import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** A state of a server transaction; each event gives the state after it. */
sealed interface ServerState permits InviteServer, NonInviteServer, Terminated.Server {

    /** The request came again. */
    default ServerState requestAgain(ServerActions to) {
        return this;
    }

    default ServerState ack(SipRequest ack, ServerActions to) {
        return this;
    }

    /** A response from the transaction user, of the class that its status says. */
    default ServerState respond(SipResponse response, ServerActions to) {
        return response.isProvisional()
                ? provisional(response, to)
                : response.isSuccess() ? success(response, to) : failure(response, to);
    }

    /** 1xx. */
    default ServerState provisional(SipResponse response, ServerActions to) {
        return this;
    }

    /** 2xx. */
    default ServerState success(SipResponse response, ServerActions to) {
        return this;
    }

    /** 300 to 699. */
    default ServerState failure(SipResponse response, ServerActions to) {
        return this;
    }

    default ServerState fires(TimerName timer, ServerActions to) {
        return this;
    }

    /** Something could not be sent. */
    default ServerState transportFails(ServerActions to) {
        return this;
    }
}
