package offhook.sip.transaction;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import offhook.runtime.work.Loop;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Flow;

/** A request that was sent, and its responses (RFC 3261 §17.1). Belongs to the loop of its Call-ID. */
public final class ClientTransaction extends TransactionTimers {

    private final TransactionTable table;
    private final String branch;
    private final Method method;
    private ResponseListener listener; // nobody once no more can come

    private Flow flow;
    private Flow second; // the way to go if the first fails; null if there is none
    private ClientState state;
    private SipRequest request; // null once neither a CANCEL nor a first ACK can follow
    private byte[] bytes; // what is sent again: the request, later the ACK
    private List<String> cancelReasons = List.of();

    // What the event being handled has for the transaction user.
    private SipResponse passed;
    private TransactionFailure failure;

    /**
     * @param request as it goes out, with its own Via
     * @param bytes the same, encoded
     */
    ClientTransaction(
            TransactionTable table,
            SipRequest request,
            byte[] bytes,
            String branch,
            Ways ways,
            ResponseListener listener) {
        this.table = table;
        this.branch = branch;
        this.method = request.method();
        this.request = request;
        this.bytes = bytes;
        this.flow = ways.first();
        this.second = ways.second();
        this.listener = listener;
    }

    /** From now on this one waits for its responses; for an INVITE that was answered, where more 2xx may come. */
    public void listen(ResponseListener next) {
        if (state instanceof InviteClient.Accepted) {
            listener = next;
        }
    }

    /** The branch of its Via, by which its responses are known (RFC 3261 §17.1.3). */
    public String branch() {
        return branch;
    }

    public Method method() {
        return method;
    }

    /** The way the request went. */
    public Flow flow() {
        return flow;
    }

    /**
     * Gives an INVITE up: sends its CANCEL, now or when the first provisional response comes (RFC 3261 §9.1); the final
     * response is still awaited. After a final response, twice, or for another method, it does nothing.
     *
     * @param reasons the values of its Reason header field
     */
    public void cancel(List<String> reasons) {
        cancelReasons = List.copyOf(reasons);
        moved(state.cancel(new Actions()));
    }

    void start() {
        var to = new Actions();
        moved(method.equals(Method.INVITE) ? InviteClient.start(to) : NonInviteClient.start(to));
    }

    @Override
    Loop loop() {
        return table.loop();
    }

    @Override
    void fires(TimerName timer) {
        moved(state.fires(timer, new Actions()));
    }

    void receive(SipResponse response) {
        second = null;
        moved(state.response(response, new Actions()));
    }

    private void unsent() {
        if (second == null || request == null) {
            moved(state.transportFails(new Actions()));
            return;
        }
        // RFC 3261 §18.1.1: too long for UDP, and TCP failed: so it goes over UDP in pieces.
        flow = second;
        second = null;
        request.pop(HeaderName.VIA);
        TransactionLayer.pushVia(request, flow, branch);
        bytes = request.encode();
        stopTimers();
        start();
    }

    /** Goes into the next state and only then tells the transaction user, who may act on this transaction at once. */
    private void moved(ClientState next) {
        state = next;
        if (next instanceof Terminated.Client) {
            stopTimers();
            table.remove(this);
        }
        var response = passed;
        var failed = failure;
        var told = listener;
        passed = null;
        failure = null;
        if (response != null) {
            if (response.isFinal()) {
                release();
            }
            told.response(this, response);
        }
        if (failed != null) {
            told.failed(this, failed);
        }
    }

    /** What waits half a minute for repetitions must be small. */
    private void release() {
        request = null;
        if (!(state instanceof InviteClient.Completed)) {
            bytes = null;
        }
        if (!(state instanceof InviteClient.Accepted)) {
            listener = Deaf.TO_ALL; // RFC 6026 §7.2: a 2xx alone may be followed by another one
        }
    }

    /** Made for each event: the transaction holds none while it waits. */
    private final class Actions implements ClientActions, Consumer<IOException> {

        @Override
        public boolean isReliable() {
            return flow.protocol().isReliable();
        }

        @Override
        public Timing timing() {
            return table.timing();
        }

        @Override
        public void send() {
            flow.send(bytes, this);
        }

        /** It could not be sent, says some thread. */
        @Override
        public void accept(IOException cause) {
            table.loop().execute(ClientTransaction.this::unsent);
        }

        @Override
        public void ack(SipResponse response) {
            if (request != null) {
                bytes = request.ack(response).encode();
            }
            send();
        }

        @Override
        public void cancel() {
            table.sendCancel(request.cancel(cancelReasons), branch, flow);
        }

        @Override
        public void pass(SipResponse response) {
            passed = response;
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
