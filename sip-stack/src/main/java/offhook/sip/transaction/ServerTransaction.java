package offhook.sip.transaction;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import offhook.runtime.work.Loop;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Flow;

/** A request that came in, and what it is answered (RFC 3261 §17.2). Belongs to the loop of its Call-ID. */
public final class ServerTransaction extends TransactionTimers {

    private final TransactionTable table;
    private final ServerKey key;
    private final Method method;
    private final Flow source;
    private final Flow back;

    private ServerState state;
    private SipRequest request; // null after the final response
    private byte[] sent; // the last response

    // What the event being handled has for the transaction user.
    private SipRequest passed;
    private TransactionFailure failure;

    /** @param back the way the responses go */
    ServerTransaction(TransactionTable table, ServerKey key, SipRequest request, Flow source, Flow back) {
        this.table = table;
        this.key = key;
        this.method = request.method();
        this.request = request;
        this.source = source;
        this.back = back;
    }

    public Method method() {
        return method;
    }

    /** The way the request came. */
    public Flow source() {
        return source;
    }

    /** Whether it still waits for its final response. */
    public boolean isOpen() {
        return request != null;
    }

    /**
     * Sends a response: any number of 1xx, then one final one; to an INVITE also further 2xx. What comes later, or too
     * late, is discarded (RFC 6026 §8.3).
     */
    public void respond(SipResponse response) {
        moved(state.respond(response, new Actions()));
    }

    /**
     * A response of our own that makes no dialog. Its To gets the same tag each time the same request is answered
     * (RFC 3261 §8.2.7). The request must still wait for its final response.
     */
    public SipResponse response(int status, String reason) {
        return table.tags().tagged(SipResponse.to(request, status, reason), request);
    }

    /** The same with the default phrase of RFC 3261 §21. */
    public SipResponse response(int status) {
        return table.tags().tagged(SipResponse.to(request, status), request);
    }

    /** Whoever is told to come back is told when (RFC 3261 §21.5.4). */
    public SipResponse response(SipFailure why) {
        var response = response(why.status(), why.reason());
        why.explain(response);
        if (why.status() == 503) {
            response.append(HeaderName.RETRY_AFTER, table.retryAfter());
        }
        return response;
    }

    /** Responds with a failure; too late, it is discarded. */
    public void refuse(SipFailure why) {
        if (isOpen()) {
            respond(response(why));
        }
    }

    /**
     * Sends a final response and forgets the request: it is not sent again, and a request that comes again is a new one
     * (RFC 3261 §8.2.7). For challenges, so that strangers cannot make us remember anything.
     */
    public void respondStatelessly(SipResponse response) {
        if (isOpen()) {
            back.send(response.encode(), unsent -> {});
            moved(Terminated.SERVER);
        }
    }

    /** Forgets the request without a response: for what is beyond a limit. */
    public void drop() {
        if (isOpen()) {
            moved(Terminated.SERVER);
        }
    }

    ServerKey key() {
        return key;
    }

    @Override
    Loop loop() {
        return table.loop();
    }

    @Override
    void fires(TimerName timer) {
        moved(state.fires(timer, new Actions()));
    }

    void start() {
        var to = new Actions();
        moved(method.equals(Method.INVITE) ? InviteServer.start(to) : NonInviteServer.start(to));
    }

    void requestAgain() {
        moved(state.requestAgain(new Actions()));
    }

    void ack(SipRequest ack) {
        moved(state.ack(ack, new Actions()));
    }

    /** Goes into the next state and only then tells the transaction user, who may act on this transaction at once. */
    private void moved(ServerState next) {
        state = next;
        if (next instanceof Terminated.Server) {
            stopTimers();
            table.remove(this);
            request = null;
        }
        var ack = passed;
        var failed = failure;
        passed = null;
        failure = null;
        if (ack != null) {
            table.user().ack(ack, source);
        }
        if (failed != null) {
            table.user().failed(this, failed);
        }
    }

    /** Made for each event: the transaction holds none while it waits. */
    private final class Actions implements ServerActions, Consumer<IOException> {

        @Override
        public boolean isReliable() {
            return back.protocol().isReliable();
        }

        @Override
        public Timing timing() {
            return table.timing();
        }

        @Override
        public void send(SipResponse response) {
            byte[] bytes = response.encode();
            if (response.isFinal()) {
                // What waits half a minute for repetitions must be small: a 2xx to an INVITE is repeated by its user.
                request = null;
                sent = response.isSuccess() && method.equals(Method.INVITE) ? null : bytes;
            } else {
                sent = bytes;
            }
            back.send(bytes, this);
        }

        @Override
        public void sendAgain() {
            if (sent != null) {
                back.send(sent, this);
            }
        }

        @Override
        public void sendTrying() {
            if (sent == null) {
                send(SipResponse.to(request, 100));
            }
        }

        /** It could not be sent, says some thread. */
        @Override
        public void accept(IOException cause) {
            table.loop().execute(() -> moved(state.transportFails(this)));
        }

        @Override
        public void pass(SipRequest ack) {
            passed = ack;
        }

        @Override
        public void fail(TransactionFailure why) {
            failure = why;
        }

        @Override
        public void start(TimerName timer, Duration delay) {
            startTimer(timer, delay);
        }

        @Override
        public void stop(TimerName timer) {
            stopTimer(timer);
        }
    }
}
