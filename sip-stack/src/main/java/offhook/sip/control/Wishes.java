package offhook.sip.control;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.sip.agent.Acceptance;
import offhook.sip.agent.Agent;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.sdp.Description;
import offhook.sip.transaction.ServerTransaction;

/**
 * What one of the two who talk asks for within our dialog with them: it is asked of the other one, and the answer comes
 * back. Belongs to the loop of the call.
 */
final class Wishes {

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
    private final End end;
    private final Talk talk;
    private ServerTransaction theirs; // an INVITE or UPDATE that waits for its answer
    private Acceptance accepted; // our answer, which waits for its ACK
    private Consumer<Optional<Description>> answered; // where the answer in that ACK goes; null if it has none

    Wishes(ControlledCall call, End end, Talk talk) {
        this.call = call;
        this.end = end;
        this.talk = talk;
    }

    void request(ServerTransaction transaction, SipRequest request) {
        switch (request.method().name()) {
            case "BYE" -> {
                transaction.respond(transaction.response(200));
                end.hangsUp();
            }
            case "INVITE" -> invite(transaction, request);
            case "UPDATE" -> update(transaction, request);
            case "OPTIONS" -> transaction.respond(described(transaction));
            case "INFO", "REFER", "NOTIFY", "MESSAGE" -> pass(transaction, request);
            case "PRACK" -> throw new SipFailure(481); // there was no reliable provisional response
            default -> {
                var refusal = transaction.response(405);
                refusal.append(HeaderName.ALLOW, End.ALLOW);
                transaction.respond(refusal);
            }
        }
    }

    private static SipResponse described(ServerTransaction transaction) {
        var ok = transaction.response(200);
        ok.append(HeaderName.ALLOW, End.ALLOW);
        ok.append(HeaderName.ACCEPT, End.SDP);
        return ok;
    }

    /** RFC 3261 §14.2. */
    private void invite(ServerTransaction transaction, SipRequest request) {
        end.requireFree();
        var ok = ok(transaction, request);
        var offer = End.description(request);
        if (call.isTalking()) {
            pass(transaction, request, ok, offer);
        } else {
            offer.ifPresentOrElse(talk::hears, () -> {
                throw new SipFailure(491); // nobody is there yet whose offer it could be
            });
            End.describe(ok, talk.inactive());
            accept(transaction, ok);
        }
    }

    /** RFC 3311 §5.2. */
    private void update(ServerTransaction transaction, SipRequest request) {
        var offer = End.description(request);
        if (offer.isPresent()) {
            end.requireFree();
        }
        var ok = ok(transaction, request);
        if (offer.isPresent() && call.isTalking()) {
            pass(transaction, request, ok, offer);
            return;
        }
        offer.ifPresent(description -> {
            talk.hears(description);
            End.describe(ok, talk.inactive());
        });
        transaction.respond(ok);
    }

    /** @throws SipFailure 491 if an offer of theirs is not answered, or our answer not acknowledged */
    void requireNone() {
        if (isOpen() || accepted != null) {
            throw new SipFailure(491);
        }
    }

    /** Whether one of them waits for its answer. */
    boolean isOpen() {
        return theirs != null;
    }

    void stop() {
        if (accepted != null) {
            accepted.stop();
        }
        if (theirs != null) {
            theirs.refuse(new SipFailure(487)); // RFC 3261 §15.1.2
            theirs = null;
        }
    }

    private SipResponse ok(ServerTransaction transaction, SipRequest request) {
        var ok = described(transaction);
        ok.append(HeaderName.CONTACT, Agent.contact(transaction.source()));
        end.asked(request, ok);
        return ok;
    }

    /** Asks the other one, and answers when they have. */
    private void pass(ServerTransaction transaction, SipRequest request, SipResponse ok, Optional<Description> offer) {
        var other = call.other(end);
        other.requireFree();
        theirs = transaction;
        offer.ifPresent(talk::hears);
        other.offer(offer, exchange -> {
            boolean wanted = theirs == transaction;
            theirs = null;
            if (!exchange.isSuccess()) {
                transaction.refuse(new SipFailure(exchange.status()));
                if (exchange.isGone()) {
                    call.lost(other);
                }
            } else if (!other.hears(exchange.response()) || !wanted) {
                other.acknowledge(Optional.empty());
                transaction.refuse(new SipFailure(488));
            } else if (offer.isPresent()) {
                other.acknowledge(Optional.empty());
                End.describe(ok, talk.answer(other.heard()));
                finish(transaction, request, ok);
            } else {
                End.describe(ok, talk.offer(other.heard()));
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
        accepted = Acceptance.send(call.agent(), transaction, ok, () -> call.lost(end));
    }

    /** The ACK of our answer, or of another one. */
    void acknowledged(SipRequest ack) {
        if (accepted == null || !accepted.isFor(ack)) {
            return;
        }
        accepted.stop();
        accepted = null;
        var then = answered;
        answered = null;
        if (then != null) {
            if (end.hears(ack)) {
                then.accept(Optional.of(end.heard()));
            } else {
                then.accept(Optional.empty());
                call.lost(end); // RFC 3261 §13.2.1: an offer in a 2xx is answered in the ACK
            }
        }
    }

    /** What is between the two themselves: keys that are pressed, transfers. */
    private void pass(ServerTransaction transaction, SipRequest request) {
        if (!call.isTalking()) {
            throw new SipFailure(480);
        }
        call.other(end)
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
