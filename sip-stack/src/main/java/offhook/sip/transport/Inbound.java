package offhook.sip.transport;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Host;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Method;
import offhook.sip.message.Reading;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From bytes to the loop of the Call-ID: what every transport does with what it received, whatever that is. Safe to
 * share.
 */
public final class Inbound {

    /** How many messages may wait for another loop; above that, a request is answered 503 and the rest is lost. */
    private static final int WAITING = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final MessageReader reader;
    private final Shards shards;
    private final MessageListener listener;
    private final AtomicIntegerArray waiting;
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    public Inbound(MessageReader reader, Shards shards, MessageListener listener) {
        this.reader = reader;
        this.shards = shards;
        this.listener = listener;
        this.waiting = new AtomicIntegerArray(shards.loops().size());
    }

    public MessageReader reader() {
        return reader;
    }

    /** Requests that were answered before anybody saw them. */
    public long refused() {
        return refused.sum();
    }

    /** Messages that were not even answered. */
    public long dropped() {
        return dropped.sum();
    }

    /** Takes a datagram, on any thread; nothing it holds can make this throw. */
    public void datagram(byte[] bytes, Flow from) {
        take(bytes, from, reader::datagram);
    }

    /** Takes one message of a stream, as framed. */
    public void frame(byte[] bytes, Flow from) {
        take(bytes, from, reader::frame);
    }

    /** Takes one message that its transport has framed. */
    public void whole(byte[] bytes, Flow from) {
        take(bytes, from, reader::whole);
    }

    private void take(byte[] bytes, Flow from, Function<byte[], Reading> how) {
        try {
            var reading = how.apply(bytes);
            if (reading instanceof Reading.Read read) {
                accept(read.message(), from);
            } else if (reading instanceof Reading.Refused unread) {
                refuse(unread.request(), unread.failure(), from);
            } else if (reading instanceof Reading.Dropped unread) {
                dropped.increment();
                LOG.debug("Dropped a message from {}: {}", from.remote(), unread.why());
            }
        } catch (VirtualMachineError | RuntimeException fault) {
            fault(fault, from);
        }
    }

    private void accept(SipMessage message, Flow from) {
        if (message instanceof SipRequest request) {
            stamp(request, from);
        }
        int shard = shards.indexOf(message.callId());
        var loop = shards.loops().get(shard);
        if (loop.here()) {
            listen(message, from);
        } else if (waiting.incrementAndGet(shard) <= WAITING) {
            loop.execute(() -> {
                waiting.decrementAndGet(shard);
                listen(message, from);
            });
        } else {
            waiting.decrementAndGet(shard);
            overloaded(message, from);
        }
    }

    /** RFC 3261 §18.2.1 and RFC 3581 §4: writes down where the request really came from. */
    private static void stamp(SipRequest request, Flow from) {
        var via = request.topVia();
        String source = Host.of(from.remote().getAddress());
        if (via.wantsRport()) {
            request.setTopVia(
                    via.withParam("rport", Integer.toString(from.remote().getPort()))
                            .withParam("received", bare(source)));
        } else if (!via.host().equals(source)) {
            request.setTopVia(via.withParam("received", bare(source)));
        }
    }

    /** RFC 3261 §25.1, via-received: without the brackets that an IPv6 address has in a host. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private void listen(SipMessage message, Flow from) {
        try {
            listener.received(message, from);
        } catch (SipFailure failure) {
            if (message instanceof SipRequest request && !request.is(Method.ACK)) {
                refuse(request, failure, from);
            }
        } catch (VirtualMachineError | RuntimeException fault) {
            fault(fault, from);
        }
    }

    private void overloaded(SipMessage message, Flow from) {
        if (message instanceof SipRequest request && !request.is(Method.ACK)) {
            refuse(request, new SipFailure(503), from);
        } else {
            dropped.increment();
        }
    }

    /** Answers statelessly (RFC 3261 §8.2.7). */
    private void refuse(SipRequest request, SipFailure failure, Flow from) {
        refused.increment();
        LOG.debug("Refused {} from {}: {} {}", request.method(), from.remote(), failure.status(), failure.reason());
        var response = SipResponse.to(request, failure);
        if (failure.status() == 503) {
            response.append(HeaderName.RETRY_AFTER, "10");
        }
        back(request, from).send(response.encode(), unsent -> {});
    }

    /** A request refused for its Via goes back where it came from. */
    private static Flow back(SipRequest request, Flow from) {
        try {
            return ReturnPath.of(request.topVia(), from, target -> from);
        } catch (SipFailure unreadable) {
            return from;
        }
    }

    /** Our own fault, or memory: the loop goes on with the next message. */
    private void fault(Throwable fault, Flow from) {
        dropped.increment();
        LOG.error("A message from {} could not be handled", from.remote(), fault);
        if (fault instanceof OutOfMemoryError outOfMemory) {
            throw outOfMemory;
        }
    }
}
