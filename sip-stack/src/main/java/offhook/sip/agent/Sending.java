package offhook.sip.agent;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;
import offhook.sip.auth.Login;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.proxy.Way;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.ResponseListener;
import offhook.sip.transaction.TransactionFailure;
import offhook.sip.transport.Target;

/**
 * A request of ours until its end: the servers of its next hop are tried one after the other (RFC 3263 §4.3), and
 * challenges are answered (RFC 3261 §22.2). Belongs to the loop of its Call-ID.
 */
final class Sending implements ResponseListener {

    /** One with a nonce that has become stale, and one with that of the challenge. */
    private static final int MOST_CHALLENGES = 2;

    private final Agent agent;
    private final Optional<Login> login;
    private final String contact;
    private final LongSupplier next;
    private final Responses then;
    private final Queue<Target> servers = new ArrayDeque<>();
    private SipRequest request;
    private SipRequest sent;
    private Target server;
    private boolean isChoice;
    private int challenges;
    private ClientTransaction transaction; // the last one
    private List<String> givenUp; // the reasons; null while it is wanted

    /**
     * @param contact the user of its Contact; "" for none
     * @param next the number of the request after this one
     */
    Sending(Agent agent, SipRequest request, Optional<Login> login, String contact, LongSupplier next, Responses then) {
        this.agent = agent;
        this.request = request;
        this.login = login;
        this.contact = contact;
        this.next = next;
        this.then = then;
        sent = request;
    }

    void start(Way way) {
        login.ifPresent(known -> known.anticipate(request));
        var loop = agent.loop(request.callId());
        way.find(loop, targets -> {
            servers.addAll(targets);
            isChoice = targets.size() > 1;
            if (servers.isEmpty()) {
                // Never from within the call that sends it.
                loop.execute(() -> end(503));
            } else {
                toNextServer();
            }
        });
    }

    /**
     * Gives an INVITE up, RFC 3261 §9.1; its final response is still told.
     *
     * @param reasons the values of the CANCEL's Reason
     */
    void cancel(List<String> reasons) {
        givenUp = List.copyOf(reasons);
        if (transaction != null) {
            transaction.cancel(givenUp);
        }
    }

    private void toNextServer() {
        server = servers.remove();
        transmit();
    }

    private void transmit() {
        if (givenUp != null) {
            end(487);
            return;
        }
        sent = request.copy();
        transaction = agent.transmit(sent, server, contact, this);
    }

    @Override
    public void response(ClientTransaction from, SipResponse response) {
        if (response.isProvisional()) {
            then.provisional(sent, response);
            return;
        }
        if (response.status() == 503 && isChoice) {
            agent.failed(server);
        }
        if (response.status() == 503 && !servers.isEmpty()) {
            again();
            toNextServer();
        } else if (isAnswered(response)) {
            transmit();
        } else {
            then.ended(new Exchange(sent, response));
        }
    }

    /** A challenge, if we can answer it. */
    private boolean isAnswered(SipResponse response) {
        if ((response.status() != 401 && response.status() != 407)
                || login.isEmpty()
                || givenUp != null
                || challenges == MOST_CHALLENGES) {
            return false;
        }
        challenges++;
        var answer = request.copy();
        if (!login.get().answer(answer, response)) {
            return false;
        }
        request = answer;
        again();
        return true;
    }

    /** RFC 3261 §8.1.3.5: the same request with another number. */
    private void again() {
        request.set(HeaderName.CSEQ, new CSeq(next.getAsLong(), request.method()).toString());
    }

    @Override
    public void failed(ClientTransaction from, TransactionFailure failure) {
        if (isChoice) {
            agent.failed(server);
        }
        if (servers.isEmpty()) {
            end(failure == TransactionFailure.TIMEOUT ? 408 : 503);
        } else {
            again();
            toNextServer();
        }
    }

    private void end(int status) {
        then.ended(new Exchange(sent, SipResponse.to(sent, status)));
    }
}
