package offhook.sip.transaction;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Overload;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.ClosedFlow;
import offhook.sip.transport.Flow;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;
import offhook.sip.transport.Transport;

/**
 * RFC 3261 §17: between the transport and the proxy core. Each loop has a table of transactions; what concerns a message
 * happens on the loop of its Call-ID.
 */
public final class TransactionLayer implements MessageListener {

    /** RFC 3261 §18.1.1: what is longer and goes over UDP would be fragmented. */
    private static final int LONGEST_DATAGRAM = 1300;

    private final Shards shards;
    private final Transport transport;
    private final TransactionUser user;
    private final Timing timing;
    private final TransactionLimits limits;
    private final OwnTags tags;
    private final Overload overload = new Overload("new calls and subscriptions");
    private final List<TransactionTable> tables;

    /**
     * @param user is made with this layer in hand, through which it sends
     * @param random where branches and tags come from: a strong source, in production
     */
    public TransactionLayer(
            Shards shards,
            Transport transport,
            Timing timing,
            TransactionLimits limits,
            RandomGenerator random,
            Function<TransactionLayer, TransactionUser> user) {
        this.shards = shards;
        this.transport = transport;
        this.timing = timing;
        this.limits = limits;
        this.tags = new OwnTags(random);
        this.tables = shards.loops().stream()
                .map(loop -> new TransactionTable(loop, this, new Tokens(random)))
                .toList();
        this.user = user.apply(this);
    }

    @Override
    public void received(SipMessage message, Flow from) {
        var table = table(message);
        if (message instanceof SipRequest request) {
            table.receive(request, from);
        } else if (message instanceof SipResponse response) {
            table.receive(response);
        }
    }

    /** {@link #send(SipRequest, Target, String, ResponseListener)} with no mark. */
    public ClientTransaction send(SipRequest request, Target target, ResponseListener listener) {
        return send(request, target, "", listener);
    }

    /**
     * Sends a request through a transaction of its own. To be called on the loop of its Call-ID.
     *
     * @param request belongs to the transaction from now on; it gets our Via on top
     * @param mark stands at the end of the branch, for loop detection (RFC 3261 §16.6 step 8): token characters, or ""
     * @param listener is told everything after this call has returned, also that nothing could be sent
     */
    public ClientTransaction send(SipRequest request, Target target, String mark, ResponseListener listener) {
        var table = table(request);
        String branch = table.branch(mark);
        var flow = table.isFull() ? ClosedFlow.to(target, "too many transactions") : transport.flow(target);
        pushVia(request, flow, branch);
        byte[] bytes = request.encode();
        if (bytes.length > LONGEST_DATAGRAM && target.anyTransport() && flow.protocol() == Protocol.UDP) {
            var stream = transport.flow(target.over(Protocol.TCP));
            if (stream.isOpen()) {
                request.pop(HeaderName.VIA);
                pushVia(request, stream, branch);
                return table.send(request, request.encode(), branch, new Ways(stream, flow), listener);
            }
        }
        return table.send(request, bytes, branch, new Ways(flow, null), listener);
    }

    /**
     * Sends the ACK of a 2xx on: it has no transaction and no response (RFC 3261 §16.11).
     *
     * @param ack belongs to this call; it gets our Via on top
     */
    public void sendAck(SipRequest ack, Target target, String mark) {
        var flow = transport.flow(target);
        pushVia(ack, flow, table(ack).branch(mark));
        flow.send(ack.encode(), unsent -> {});
    }

    /** RFC 3261 §18.1.1, RFC 3581 §3. */
    static void pushVia(SipRequest request, Flow flow, String branch) {
        request.push(HeaderName.VIA, "SIP/2.0/" + flow.protocol() + " " + flow.sentBy() + ";rport;branch=" + branch);
    }

    /** How many transactions there are on this loop; to be called there. */
    public int size(int shard) {
        return tables.get(shard).size();
    }

    /** Whether new calls and subscriptions are refused, since they come faster than the loops can take them. */
    public Overload overload() {
        return overload;
    }

    private TransactionTable table(SipMessage message) {
        return tables.get(shards.indexOf(message.callId()));
    }

    Transport transport() {
        return transport;
    }

    TransactionUser user() {
        return user;
    }

    public Timing timing() {
        return timing;
    }

    TransactionLimits limits() {
        return limits;
    }

    OwnTags tags() {
        return tags;
    }
}
