package offhook.sip.agent;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import offhook.sip.auth.Login;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Target;

/** A dialog of ours while it lasts. Belongs to the loop of its Call-ID. */
public final class OpenDialog {

    private final Agent agent;
    private final Optional<Login> login;
    private final Function<Uri, Way> ways;
    private final DialogListener listener;
    private Dialog state;

    OpenDialog(Agent agent, Dialog state, Optional<Login> login, Function<Uri, Way> ways, DialogListener listener) {
        this.agent = agent;
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
