package offhook.sip.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import offhook.runtime.work.Loop;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ServerTransaction;

/**
 * A call in which we are one of the two ends, from the 2xx to the BYE, whoever began it: answers what the other end asks for
 * within it. Belongs to the loop of its Call-ID.
 */
public final class Session implements DialogListener {

    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, UPDATE, INFO, OPTIONS, PRACK";

    /** Of those, 100rel asks for nothing as long as we send no provisional response (RFC 3262 §3). */
    private static final Set<String> KNOWN = Set.of(SessionTimer.TAG, "100rel");

    private static final HeaderName INFO_PACKAGE = HeaderName.of("Info-Package");
    private static final HeaderName RECV_INFO = HeaderName.of("Recv-Info");

    private final Agent agent;
    private final SessionListener listener;
    private final Moves moves = new Moves();
    private Loop loop;
    private OpenDialog dialog;
    private SessionState state = new SessionState.Confirmed();
    private Sent sent; // the last 2xx to an INVITE, until its ACK
    private SessionClock clock;

    /** @param offer whether the 2xx has an offer of ours, whose answer is in the ACK */
    private record Sent(Acceptance acceptance, boolean offer) {}

    public Session(Agent agent, SessionListener listener) {
        this.agent = agent;
        this.listener = listener;
    }

    /** The dialog is there; its listener is this session. */
    public void begin(OpenDialog open) {
        dialog = open;
        loop = agent.loop(open.state().callId());
        clock = new SessionClock(loop, this::refresh, () -> moved(state.expires(moves)));
    }

    /** The requests of the call that are our own. */
    public OpenDialog dialog() {
        return dialog;
    }

    public boolean isOver() {
        return state instanceof SessionState.Over;
    }

    /** Ends it: by a BYE, which waits for the ACK if that has not come yet. */
    public void hangUp() {
        moved(state.weHangUp(moves));
    }

    // What every call asks for, also the one that begins it

    /** @throws SipFailure 420 if the request needs an extension that we do not know (RFC 3261 §8.2.2.3) */
    static void requireKnown(SipRequest request) {
        var unknown = request.values(HeaderName.REQUIRE).stream()
                .filter(tag -> !KNOWN.contains(tag))
                .toList();
        if (!unknown.isEmpty()) {
            throw new SipFailure(420).with(HeaderName.UNSUPPORTED, String.join(", ", unknown));
        }
    }

    /** Sends a 2xx to an INVITE, again and again until its ACK comes. */
    void accept(ServerTransaction transaction, SipResponse ok, boolean offer) {
        stopRepeating();
        sent = new Sent(Acceptance.send(agent, transaction, ok, () -> moved(state.lapses(moves))), offer);
        moved(state.accepted(moves));
    }

    /** What a 2xx to INVITE or UPDATE says besides. */
    void describe(SipRequest request, SipResponse ok, Optional<String> description) {
        var timer = SessionTimer.asked(request);
        ok.append(HeaderName.ALLOW, ALLOW);
        ok.append(HeaderName.SUPPORTED, SessionTimer.TAG);
        timer.ifPresent(it -> it.write(ok));
        description.ifPresent(text -> ok.setBody(Bodies.SDP, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** From now on. */
    void timed(Optional<SessionTimer> timer) {
        clock.run(timer);
    }

    private void refresh() {
        dialog.send(Method.UPDATE, clock::again, exchange -> {
            if (isOver()) {
                return;
            }
            if (exchange.isSuccess()) {
                clock.granted(exchange.response());
            } else if (exchange.isGone()) {
                moved(state.gone(moves));
            }
        });
    }

    // What the other end asks for

    @Override
    public void ack(SipRequest ack) {
        if (sent == null || !sent.acceptance.isFor(ack)) {
            return;
        }
        boolean hadOffer = sent.offer;
        stopRepeating();
        moved(state.acknowledged(moves));
        if (hadOffer && !isOver() && !isAnswered(ack)) {
            hangUp();
        }
    }

    private boolean isAnswered(SipRequest ack) {
        try {
            return Bodies.description(ack).filter(listener::answered).isPresent();
        } catch (SipFailure unreadable) {
            return false;
        }
    }

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        if (isOver()) {
            throw new SipFailure(481);
        }
        switch (request.method().name()) {
            case "BYE" -> {
                transaction.respond(transaction.response(200));
                moved(state.theyHangUp(moves));
            }
            case "INVITE" -> reinvite(transaction, request);
            case "UPDATE" -> update(transaction, request);
            case "INFO" -> info(transaction, request);
            case "OPTIONS" -> {
                var response = transaction.response(200);
                response.append(HeaderName.ALLOW, ALLOW);
                response.append(HeaderName.ACCEPT, Bodies.SDP);
                transaction.respond(response);
            }
            // RFC 3262 §3: there is no provisional response that it could be for.
            case "PRACK" -> throw new SipFailure(481);
            default -> throw new SipFailure(405).with(HeaderName.ALLOW, ALLOW);
        }
    }

    /** RFC 3261 §14.2. */
    private void reinvite(ServerTransaction transaction, SipRequest request) {
        requireKnown(request);
        requireNoOpenOffer();
        var timer = SessionTimer.asked(request);
        var offer = Bodies.description(request);
        var description = offer.isPresent() ? answer(offer.get()) : listener.offer();
        var ok = transaction.response(200);
        ok.append(HeaderName.CONTACT, contact(request, transaction));
        describe(request, ok, Optional.of(description));
        timed(timer);
        accept(transaction, ok, offer.isEmpty());
    }

    /** RFC 3311 §5.2. */
    private void update(ServerTransaction transaction, SipRequest request) {
        requireKnown(request);
        var timer = SessionTimer.asked(request);
        var offer = Bodies.description(request);
        if (offer.isPresent()) {
            requireNoOpenOffer();
        }
        var description = offer.map(this::answer);
        var ok = transaction.response(200);
        ok.append(HeaderName.CONTACT, contact(request, transaction));
        describe(request, ok, description);
        timed(timer);
        transaction.respond(ok);
    }

    private void requireNoOpenOffer() {
        if (sent != null && sent.offer) {
            throw new SipFailure(491);
        }
    }

    private String answer(String offer) {
        return listener.offered(offer).orElseThrow(() -> new SipFailure(488));
    }

    /** RFC 6086 §4.2.2: there is no Info-Package that we know, but what came before them is. */
    private void info(ServerTransaction transaction, SipRequest request) {
        if (request.has(INFO_PACKAGE)) {
            throw new SipFailure(469).with(RECV_INFO, "");
        }
        var key = Bodies.key(request);
        transaction.respond(transaction.response(200));
        key.ifPresent(listener::digit);
    }

    /** RFC 3261 §12.1.1: whoever called us by a sips URI gets one. */
    static String contact(SipRequest request, ServerTransaction transaction) {
        var contact = Agent.contact(transaction.source());
        return request.uri().scheme().equals("sips")
                ? contact.replaceFirst("<sip:", "<sips:").replace(";transport=tls", "")
                : contact;
    }

    private void moved(SessionState next) {
        state = next;
        if (isOver()) {
            stopRepeating();
        }
    }

    private void stopRepeating() {
        if (sent != null) {
            sent.acceptance.stop();
            sent = null;
        }
    }

    private final class Moves implements SessionState.Actions {

        @Override
        public void bye() {
            dialog.send(Method.BYE, bye -> {}, ended -> {});
        }

        @Override
        public void over(Ending why) {
            clock.stop();
            dialog.close();
            // The state is left only when this returns: who is told may call back.
            loop.execute(() -> listener.ended(why));
        }
    }
}
