package offhook.sip.transaction;

import offhook.sip.message.SipResponse;

/** A state of a client transaction; each event gives the state after it. */
sealed interface ClientState permits InviteClient, NonInviteClient, Terminated.Client {

    /** A response of the class that its status says. */
    default ClientState response(SipResponse response, ClientActions to) {
        return response.isProvisional()
                ? provisional(response, to)
                : response.isSuccess() ? success(response, to) : failure(response, to);
    }

    /** 1xx. */
    default ClientState provisional(SipResponse response, ClientActions to) {
        return this;
    }

    /** 2xx. */
    default ClientState success(SipResponse response, ClientActions to) {
        return this;
    }

    /** 300 to 699. */
    default ClientState failure(SipResponse response, ClientActions to) {
        return this;
    }

    /** The transaction user gives the request up. */
    default ClientState cancel(ClientActions to) {
        return this;
    }

    default ClientState fires(TimerName timer, ClientActions to) {
        return this;
    }

    /** Something could not be sent. */
    default ClientState transportFails(ClientActions to) {
        return this;
    }
}
