package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import offhook.runtime.trace.Direction;
import offhook.runtime.trace.Wire;
import offhook.sip.message.SipMessage;

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

    /** A listener that gets what this one shall get, and notes it. */
    public MessageListener listener(MessageListener listener) {
        return (message, from) -> {
            note(Direction.IN, message);
            listener.received(message, tapped(from));
        };
    }

    private Flow tapped(Flow flow) {
        return flow instanceof TappedFlow ? flow : new TappedFlow(flow);
    }

    private void note(Direction direction, SipMessage message) {
        note(direction, message.encode());
    }

    private void note(Direction direction, byte[] bytes) {
        var crossed = Crossed.of(bytes);
        wire.note(
                direction,
                crossed.bytes(),
                crossed.callId(),
                person(crossed.from()),
                person(crossed.to()),
                person(crossed.target()));
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
