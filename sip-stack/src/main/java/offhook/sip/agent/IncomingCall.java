package offhook.sip.agent;

import java.util.Optional;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/**
 * An INVITE that is for ourselves, until we answer or refuse it: RFC 3261 §13.3.1. It rings nowhere, so that 100 is all that
 * its sender hears before. Belongs to the loop of its Call-ID.
 */
public final class IncomingCall {

    private final Agent agent;
    private final ServerTransaction transaction;
    private final SipRequest request;
    private final boolean believed;
    private final Optional<String> offer;

    /**
     * Looks at an INVITE; nothing is sent.
     *
     * @param request may have passed through a proxy of ours, which has corrected its Contact
     * @param believed whether its sender may name where our requests go, and need not be where the INVITE came from
     * @throws SipFailure if we cannot answer it
     */
    public IncomingCall(Agent agent, ServerTransaction transaction, SipRequest request, boolean believed) {
        this.agent = agent;
        this.transaction = transaction;
        this.request = request;
        this.believed = believed;
        Session.requireKnown(request);
        SessionTimer.asked(request);
        offer = Bodies.description(request);
        if (request.values(HeaderName.CONTACT).size() != 1) {
            throw new SipFailure(400, "One Contact Is Needed");
        }
        Dialog.ofUas(request, tagged(SipResponse.to(request, 200)));
    }

    /** Empty if they want ours. */
    public Optional<String> offer() {
        return offer;
    }

    /** Whether it still waits for its answer. */
    public boolean isOpen() {
        return transaction.isOpen();
    }

    /** From now on a CANCEL comes here: it is answered with 487, and this is told. */
    public void await(Runnable cancelled) {
        agent.dialogs().invited(transaction, () -> {
            transaction.refuse(new SipFailure(487));
            cancelled.run();
        });
    }

    public void refuse(SipFailure why) {
        agent.dialogs().answered(transaction);
        transaction.refuse(why);
    }

    /**
     * Answers it with a 200.
     *
     * @param description our answer, or our offer if there was none of theirs
     */
    public Session answer(String description, SessionListener listener) {
        agent.dialogs().answered(transaction);
        var session = new Session(agent, listener);
        var ok = tagged(SipResponse.to(request, 200));
        ok.append(HeaderName.CONTACT, Session.contact(request, transaction));
        session.describe(request, ok, Optional.of(description));
        session.begin(agent.open(Dialog.ofUas(request, ok), Optional.empty(), this::way, session));
        session.timed(SessionTimer.asked(request));
        session.accept(transaction, ok, offer.isEmpty());
        return session;
    }

    private SipResponse tagged(SipResponse response) {
        response.tagTo(agent.token());
        return response;
    }

    /** Strangers are answered where they are: else they could have us send to somebody who believes us. */
    private Way way(Uri next) {
        var flow = transaction.source();
        return request.has(HeaderName.RECORD_ROUTE) || (believed && !isConnected(flow))
                ? agent.way(next)
                : Way.to(Target.along(flow));
    }

    private static boolean isConnected(Flow flow) {
        return flow.protocol().isReliable() && flow.isOpen();
    }
}
