package offhook.sip.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

/** Our dialog with one of the two who talk, and what we ask of them there. Belongs to the loop of the call. */
final class End implements OutgoingListener {

    static final String ALLOW = "INVITE, ACK, BYE, CANCEL, UPDATE, INFO, OPTIONS, REFER, NOTIFY, MESSAGE";
    static final String SDP = "application/sdp";

    private final ControlledCall call;
    private final Talk talk;
    private final Wishes wishes;
    private OutgoingCall outgoing;
    private OpenDialog dialog;
    private SessionClock clock;
    private boolean updates;
    private Reinvite ours; // it waits for its answer, or for our ACK

    End(ControlledCall call, long session) {
        this.call = call;
        talk = new Talk(session);
        wishes = new Wishes(call, this, talk);
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
        wishes.stop();
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
        } else if (ours == null && !wishes.isOpen()) {
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
        } else if (exchange.isGone()) {
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

    static void describe(SipMessage message, Description description) {
        message.setBody(SDP, description.toString().getBytes(UTF_8));
    }

    static Optional<Description> description(SipMessage message) {
        return message.hasBody() ? Optional.of(Description.parse(new String(message.body(), UTF_8))) : Optional.empty();
    }

    /** A request of ours within the dialog. */
    void send(Method method, Consumer<SipRequest> with, Consumer<Exchange> then) {
        dialog.send(method, with, then);
    }

    /** @throws SipFailure 491 if an offer is under way, in the one direction or the other */
    void requireFree() {
        if (ours != null) {
            throw new SipFailure(491);
        }
        wishes.requireNone();
    }

    // What they ask for

    @Override
    public void request(ServerTransaction transaction, SipRequest request) {
        wishes.request(transaction, request);
    }

    @Override
    public void ack(SipRequest ack) {
        wishes.acknowledged(ack);
    }

    void hangsUp() {
        dialog.close();
        call.hangsUp(this);
    }

    /** What a 2xx of ours says of the session timer. */
    void asked(SipRequest request, SipResponse ok) {
        clock.asked(request, ok);
    }
}
