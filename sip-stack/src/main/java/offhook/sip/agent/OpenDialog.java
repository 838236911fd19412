package offhook.sip.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import offhook.sip.auth.Login;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/** A dialog of ours while it lasts. Belongs to the loop of its Call-ID. */
public final class OpenDialog {

    private final Agent agent;
    private final Optional<Login> login;
    private final Function<Uri, Way> ways;
    private final DialogListener listener;
    private final boolean ours;
    private Dialog state;

    /** @param ours whether the Call-ID is one of our own */
    OpenDialog(
            Agent agent,
            Dialog state,
            boolean ours,
            Optional<Login> login,
            Function<Uri, Way> ways,
            DialogListener listener) {
        this.agent = agent;
        this.ours = ours;
        this.state = state;
        this.login = login;
        this.ways = ways;
        this.listener = listener;
    }

    public Dialog state() {
        return state;
    }

    void receive(ServerTransaction transaction, SipRequest request) {
        var after = state.received(request);
        if (listener.admits(transaction, request)) {
            state = after;
            listener.request(transaction, request);
        }
    }

    void receiveAck(SipRequest ack) {
        listener.ack(ack);
    }

    /**
     * Sends a request within the dialog.
     *
     * @param fill adds what the request is about
     * @param then is told its end, later and on this loop
     */
    public void send(Method method, Consumer<SipRequest> fill, Consumer<Exchange> then) {
        state = state.next();
        var request = state.request(method);
        fill.accept(request);
        agent.send(request, way(), login, this::next, exchange -> {
            if (exchange.isSuccess()) {
                state = state.answered(exchange.response());
            }
            then.accept(exchange);
        });
    }

    /**
     * An INVITE of ours within the dialog, RFC 3261 §14.1.
     *
     * @param fill adds an offer, unless the other end shall make one
     * @param then is told its end, later and on this loop; a 2xx wants an ACK
     */
    public Reinvite reinvite(Consumer<SipRequest> fill, Consumer<Exchange> then) {
        var reinvite = new Reinvite(this, agent.loop(state.callId()), agent.random(), fill, then);
        reinvite.send();
        return reinvite;
    }

    /**
     * Sends the ACK of a 2xx to an INVITE of ours, §13.2.2.4.
     *
     * @param invite as it was sent: the ACK has its number and its credentials (§22.1)
     * @return what is to be sent again when the 2xx comes again
     */
    SipRequest acknowledge(SipRequest invite, Optional<String> description) {
        var ack = state.numbered(invite.cseq().number()).request(Method.ACK);
        invite.values(HeaderName.AUTHORIZATION).forEach(value -> ack.append(HeaderName.AUTHORIZATION, value));
        invite.values(HeaderName.PROXY_AUTHORIZATION)
                .forEach(value -> ack.append(HeaderName.PROXY_AUTHORIZATION, value));
        description.ifPresent(text -> ack.setBody("application/sdp", text.getBytes(StandardCharsets.UTF_8)));
        acknowledge(ack);
        return ack;
    }

    void acknowledge(SipRequest ack) {
        agent.ack(ack.copy(), way());
    }

    boolean isOurs() {
        return ours;
    }

    /** Whether what comes that way is for this end, and not for the proxy in front of it. */
    boolean hears(Flow from) {
        return !listener.isBehindProxy() || from.isInside();
    }

    boolean isOpen() {
        return agent.dialogs().has(this);
    }

    private Way way() {
        var way = ways.apply(state.nextHop());
        return state.secure() ? way.where(Target::isSecure) : way;
    }

    private long next() {
        state = state.next();
        return state.localSeq();
    }

    /** Requests within it are answered with 481 from now on. */
    public void close() {
        agent.dialogs().remove(this);
    }
}
