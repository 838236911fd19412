package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import offhook.runtime.trace.Direction;
import offhook.runtime.trace.Reader;
import offhook.runtime.trace.Wire;

/** Notes everything that crosses a transport, by call and by the people in it. Safe to share. */
public final class WireTap implements Transport {

    /** Flows that are remembered, a power of two. */
    private static final int RECENT = 256;

    private final AtomicReferenceArray<TappedFlow> recent = new AtomicReferenceArray<>(RECENT);
    private final Transport transport;
    private final Wire wire;
    private final UnaryOperator<String> person;
    private final Reader reader = this::legend;

    /** @param person who has an address with this user part; null for nobody we know */
    public WireTap(Transport transport, Wire wire, UnaryOperator<String> person) {
        this.transport = transport;
        this.wire = wire;
        this.person = person;
    }

    @Override
    public Flow flow(Target target) {
        return tapped(transport.flow(target));
    }

    @Override
    public Optional<Flow> existing(Protocol protocol, InetSocketAddress remote) {
        return transport.existing(protocol, remote).map(this::tapped);
    }

    /** A listener that gets what this one shall get, and notes it. */
    public MessageListener listener(MessageListener listener) {
        return (message, from) -> {
            wire.note(Direction.IN, message.received(), reader);
            listener.received(message, tapped(from));
        };
    }

    /** The same one for a flow of which something came of late: each transaction of its holds one for half a minute. */
    private Flow tapped(Flow flow) {
        if (flow instanceof TappedFlow || flow.isInside()) {
            return flow;
        }
        int slot = flow.hashCode() & (RECENT - 1);
        var known = recent.get(slot);
        if (known != null && known.flow.equals(flow)) {
            return known;
        }
        var tapped = new TappedFlow(flow);
        recent.set(slot, tapped);
        return tapped;
    }

    private Reader.Legend legend(byte[] raw) {
        var crossed = Crossed.of(raw);
        var keys = Stream.of(crossed.callId(), person(crossed.from()), person(crossed.to()), person(crossed.target()))
                .filter(Objects::nonNull)
                .toList();
        return new Reader.Legend(crossed.bytes(), keys);
    }

    private String person(String user) {
        return user == null ? null : person.apply(user);
    }

    private final class TappedFlow implements Flow {

        private final Flow flow;

        TappedFlow(Flow flow) {
            this.flow = flow;
        }

        @Override
        public Protocol protocol() {
            return flow.protocol();
        }

        @Override
        public String sentBy() {
            return flow.sentBy();
        }

        @Override
        public InetSocketAddress remote() {
            return flow.remote();
        }

        @Override
        public boolean isOpen() {
            return flow.isOpen();
        }

        @Override
        public void send(byte[] message, Consumer<? super IOException> failed) {
            wire.note(Direction.OUT, message, reader);
            flow.send(message, failed);
        }

        @Override
        public Flow toward(InetSocketAddress peer) {
            return tapped(flow.toward(peer));
        }
    }
}
