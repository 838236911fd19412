package offhook.sip.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.sip.agent.Acceptance;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Exchange;
import offhook.sip.agent.OpenDialog;
import offhook.sip.agent.OutgoingCall;
import offhook.sip.agent.OutgoingListener;
import offhook.sip.agent.Reinvite;
import offhook.sip.agent.SessionClock;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.sdp.Description;
import offhook.sip.transaction.ServerTransaction;

/**
 * Our dialog with one of the two who talk. What they want there is asked of the other one, and the answer comes back.
 * Belongs to the loop of the call.
 */
final class End implements OutgoingListener {

    static final String ALLOW = "INVITE, ACK, BYE, CANCEL, UPDATE, INFO, OPTIONS, REFER, NOTIFY, MESSAGE";
    static final String SDP = "application/sdp";

    /** What belongs to a request that is passed on, and not to the dialog that it came in. */
    private static final List<HeaderName> PASSED = List.of(
            HeaderName.EVENT,
            HeaderName.SUBSCRIPTION_STATE,
            HeaderName.REFER_TO,
            HeaderName.REFERRED_BY,
            HeaderName.of("Refer-Sub"),
            HeaderName.of("Info-Package"),
            HeaderName.CONTENT_DISPOSITION,
            HeaderName.SUBJECT);

    private final ControlledCall call;
    private final Talk talk;
    private OutgoingCall outgoing;
    private OpenDialog dialog;
    private SessionClock clock;
    private boolean updates;
    private Reinvite ours; // it waits for its answer, or for our ACK
    private ServerTransaction theirs; // an INVITE or UPDATE that waits for its answer
    private Acceptance accepted; // our answer, which waits for its ACK
    private Consumer<Optional<Description>> answered; // where the answer in that ACK goes; null if it has none

    End(ControlledCall call, long session) {
        this.call = call;
        talk = new Talk(session);
    }

    void begin(OutgoingCall begun) {
        outgoing = begun;
    }

    @Override
    public boolean isBehindProxy() {
        return true;
    }

    // How it begins and ends

    @Override
    public void rings(SipResponse response) {
        call.rings(this);
    }

    @Override
    public void answered(OpenDialog open, SipResponse response) {
        dialog = open;
        clock = new SessionClock(call.loop(), this::refresh, () -> call.lost(this));
        updates = response.values(HeaderName.ALLOW).contains(Method.UPDATE.name());
        if (hears(response)) {
            granted(response);
            call.answers(this);
        } else {
            end();
            call.refuses(this, 488);
        }
    }

    @Override
    public void refused(SipResponse response) {
        call.refuses(this, response.status());
    }

    /** Whatever it has come to. */
    void end() {
        stop();
        if (outgoing != null) {
            outgoing.giveUp(List.of());
        }
    }

    void stop() {
        if (clock != null) {
            clock.stop();
        }
        if (accepted != null) {
            accepted.stop();
        }
        if (theirs != null) {
            theirs.refuse(new SipFailure(487)); // RFC 3261 §15.1.2
            theirs = null;
        }
    }

    // What is asked of them

    /** They have made an offer, and shall wait. */
    void hold() {
        outgoing.take(Optional.of(talk.inactive().toString()));
    }

    /** They have made an offer, and this is the answer. */
    void take(Description answer) {
        outgoing.take(Optional.of(talk.answer(answer).toString()));
    }

    /** What they have said last of their media. */
    Description heard() {
        return talk.heard().orElseThrow();
    }

    /** Whether there is a description in what they say. */
    boolean hears(SipMessage message) {
        try {
            description(message).ifPresent(talk::hears);
            return message.hasBody();
        } catch (SipFailure unreadable) {
            return false;
        }
    }

    /**
     * Re-INVITE; its 2xx wants {@link #acknowledge}.
     *
     * @param description empty if they shall make the offer
     */
    void offer(Optional<Description> description, Consumer<Exchange> then) {
        var offer = description.map(talk::offer);
        ours = dialog.reinvite(
                request -> {
                    SessionClock.ask(request);
                    request.append(HeaderName.ALLOW, ALLOW);
                    offer.ifPresent(text -> describe(request, text));
                },
                exchange -> {
                    if (exchange.isSuccess()) {
                        granted(exchange.response());
                    } else {
                        ours = null;
                    }
                    then.accept(exchange);
                });
    }

    void acknowledge(Optional<Description> answer) {
        ours.acknowledge(answer.map(talk::answer).map(Description::toString));
        ours = null;
    }

    private void refresh() {
        if (updates) {
            dialog.send(Method.UPDATE, SessionClock::ask, this::refreshed);
        } else if (ours == null && theirs == null) {
            offer(talk.told(), exchange -> {
                if (exchange.isSuccess()) {
                    acknowledge(Optional.empty());
                }
                refreshed(exchange);
            });
        }
    }

    private void refreshed(Exchange exchange) {
        if (exchange.isSuccess()) {
            granted(exchange.response());
        } else if (isGone(exchange)) {
            call.lost(this);
        }
    }

    private void granted(SipResponse response) {
        try {
            clock.granted(response);
        } catch (SipFailure unreadable) {
            clock.stop(); // no session timer, then
        }
    }

    /** RFC 3261 §12.2.1.2. */
    private static boolean isGone(Exchange exchange) {
        return exchange.status() == 481 || exchange.status() == 408;
    }

    private static void describe(SipMessage message, Description description) {
        message.setBody(SDP, description.toString().getBytes(UTF_8));
    }

    private static Optional<Description> description(SipMessage message) {
        return message.hasBody() ? Optional.of(Description.parse(new String(message.body(), UTF_8))) : Optional.empty();
    }

    // What they ask for

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        switch (request.method().name()) {
            case "BYE" -> {
                transaction.respond(transaction.response(200));
                dialog.close();
                call.hangsUp(this);
            }
            case "INVITE" -> invite(transaction, request);
            case "UPDATE" -> update(transaction, request);
            case "OPTIONS" -> transaction.respond(described(transaction));
            case "INFO", "REFER", "NOTIFY", "MESSAGE" -> pass(transaction, request);
            case "PRACK" -> throw new SipFailure(481); // there was no reliable provisional response
            default -> {
                var refusal = transaction.response(405);
                refusal.append(HeaderName.ALLOW, ALLOW);
                transaction.respond(refusal);
            }
        }
    }

    private static SipResponse described(ServerTransaction transaction) {
        var ok = transaction.response(200);
        ok.append(HeaderName.ALLOW, ALLOW);
        ok.append(HeaderName.ACCEPT, SDP);
        return ok;
    }

    /** RFC 3261 §14.2. */
    private void invite(ServerTransaction transaction, SipRequest request) {
        requireFree();
        var ok = ok(transaction, request);
        var offer = description(request);
        if (call.isTalking()) {
            pass(transaction, request, ok, offer);
        } else {
            offer.ifPresentOrElse(talk::hears, () -> {
                throw new SipFailure(491); // nobody is there yet whose offer it could be
            });
            describe(ok, talk.inactive());
            accept(transaction, ok);
        }
    }

    /** RFC 3311 §5.2. */
    private void update(ServerTransaction transaction, SipRequest request) {
        var offer = description(request);
        if (offer.isPresent()) {
            requireFree();
        }
        var ok = ok(transaction, request);
        if (offer.isPresent() && call.isTalking()) {
            pass(transaction, request, ok, offer);
            return;
        }
        offer.ifPresent(description -> {
            talk.hears(description);
            describe(ok, talk.inactive());
        });
        transaction.respond(ok);
    }

    private void requireFree() {
        if (ours != null || theirs != null || accepted != null) {
            throw new SipFailure(491);
        }
    }

    private SipResponse ok(ServerTransaction transaction, SipRequest request) {
        var ok = described(transaction);
        ok.append(HeaderName.CONTACT, Agent.contact(transaction.source()));
        clock.asked(request, ok);
        return ok;
    }

    /** Asks the other one, and answers when they have. */
    private void pass(ServerTransaction transaction, SipRequest request, SipResponse ok, Optional<Description> offer) {
        var other = call.other(this);
        other.requireFree();
        theirs = transaction;
        offer.ifPresent(talk::hears);
        other.offer(offer, exchange -> {
            boolean wanted = theirs == transaction;
            theirs = null;
            if (!exchange.isSuccess()) {
                transaction.refuse(new SipFailure(exchange.status()));
                if (isGone(exchange)) {
                    call.lost(other);
                }
            } else if (!other.hears(exchange.response()) || !wanted) {
                other.acknowledge(Optional.empty());
                transaction.refuse(new SipFailure(488));
            } else if (offer.isPresent()) {
                other.acknowledge(Optional.empty());
                describe(ok, talk.answer(other.heard()));
                finish(transaction, request, ok);
            } else {
                describe(ok, talk.offer(other.heard()));
                answered = other::acknowledge;
                finish(transaction, request, ok);
            }
        });
    }

    private void finish(ServerTransaction transaction, SipRequest request, SipResponse ok) {
        if (request.is(Method.INVITE)) {
            accept(transaction, ok);
        } else {
            transaction.respond(ok);
        }
    }

    private void accept(ServerTransaction transaction, SipResponse ok) {
        accepted = Acceptance.send(call.agent(), transaction, ok, () -> call.lost(this));
    }

    @Override
    public void ack(SipRequest ack) {
        if (accepted == null || !accepted.isFor(ack)) {
            return;
        }
        accepted.stop();
        accepted = null;
        var then = answered;
        answered = null;
        if (then != null) {
            if (hears(ack)) {
                then.accept(Optional.of(heard()));
            } else {
                then.accept(Optional.empty());
                call.lost(this); // RFC 3261 §13.2.1: an offer in a 2xx is answered in the ACK
            }
        }
    }

    /** What is between the two themselves: keys that are pressed, transfers. */
    private void pass(ServerTransaction transaction, SipRequest request) {
        if (!call.isTalking()) {
            throw new SipFailure(480);
        }
        call.other(this)
                .dialog
                .send(
                        request.method(),
                        copy -> {
                            PASSED.forEach(name -> request.values(name).forEach(value -> copy.append(name, value)));
                            if (request.hasBody()) {
                                copy.setBody(
                                        request.value(HeaderName.CONTENT_TYPE).orElse("application/octet-stream"),
                                        request.body());
                            }
                        },
                        exchange -> {
                            if (transaction.isOpen()) {
                                transaction.respond(transaction.response(
                                        exchange.status(), exchange.response().reason()));
                            }
                        });
    }
}
