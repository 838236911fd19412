package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import offhook.runtime.trace.Direction;
import offhook.runtime.trace.Reader;
import offhook.runtime.trace.Wire;

/** Notes everything that crosses a transport, by call and by the people in it. Safe to share. */
public final class WireTap implements Transport {

    private final Transport transport;
    private final Wire wire;
    private final UnaryOperator<String> person;

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
            note(Direction.IN, message.encode());
            listener.received(message, tapped(from));
        };
    }

    private Flow tapped(Flow flow) {
        return flow instanceof TappedFlow || flow.isInside() ? flow : new TappedFlow(flow);
    }

    private void note(Direction direction, byte[] bytes) {
        wire.note(direction, bytes, this::legend);
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
            note(Direction.OUT, message);
            flow.send(message, failed);
        }

        @Override
        public Flow toward(InetSocketAddress peer) {
            return tapped(flow.toward(peer));
        }
    }
}
