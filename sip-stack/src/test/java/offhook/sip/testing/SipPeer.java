package offhook.sip.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import offhook.sip.message.Host;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/** A phone, a PBX or another server in a {@link SipWorld}: it does what the test says, and nothing by itself. */
public final class SipPeer {

    private final SipWorld world;
    private final InetSocketAddress address;
    private final Queue<SipMessage> inbox = new ArrayDeque<>();
    private final List<String> unreadable = new ArrayList<>();
    private final Way udp = new Way(Protocol.UDP);
    private final Map<Protocol, Way> streams = new EnumMap<>(Protocol.class);
    private boolean acceptsTcp;
    private boolean unreachable;
    private boolean refusesOnce;

    SipPeer(SipWorld world, InetSocketAddress address) {
        this.world = world;
        this.address = address;
    }

    /** Sends a message over UDP; line ends may be {@code \n}. */
    public void send(String message) {
        world.deliver(bytes(message), udp);
    }

    /** Sends a message over its TCP connection, which it opens if there is none. */
    public void sendTcp(String message) {
        send(message, Protocol.TCP);
    }

    /** The same for any transport. */
    public void send(String message, Protocol protocol) {
        acceptsTcp |= protocol.isReliable();
        world.deliver(bytes(message), way(protocol));
    }

    /** Sends bytes as they are, over UDP. */
    public void sendBytes(byte[] message) {
        world.deliver(message, udp);
    }

    /** Sends bytes as they are, as one message of a stream. */
    public void sendBytesTcp(byte[] message) {
        acceptsTcp = true;
        world.deliver(message, way(Protocol.TCP));
    }

    public void send(SipMessage message) {
        world.deliver(message.copy().encode(), udp);
    }

    /** Answers a request that it got, on the way the test found it. */
    public void answer(SipRequest request, int status, String toTag) {
        var response = SipResponse.to(request, status);
        response.tagTo(toTag);
        send(response);
    }

    /** Takes connections from now on. */
    public void acceptTcp() {
        acceptsTcp = true;
    }

    /** Closes its connections. */
    public void hangUp() {
        streams.values().forEach(way -> way.open = false);
    }

    /** What is sent to it fails from now on, as with an ICMP error. */
    public void unplug() {
        unreachable = true;
    }

    /** The next message over TCP fails, and the connection with it. */
    public void refuseOnce() {
        refusesOnce = true;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** The next message it got. */
    public SipMessage next() {
        world.time().run();
        if (inbox.isEmpty()) {
            throw new AssertionError(this + " got nothing");
        }
        return inbox.remove();
    }

    public SipRequest nextRequest() {
        var next = next();
        if (next instanceof SipRequest request) {
            return request;
        }
        throw new AssertionError("expected a request, got " + next.startLine());
    }

    public SipResponse nextResponse() {
        var next = next();
        if (next instanceof SipResponse response) {
            return response;
        }
        throw new AssertionError("expected a response, got " + next.startLine());
    }

    /** The start lines of what it got and the test did not read. */
    public List<String> unread() {
        world.time().run();
        return Stream.concat(
                        inbox.stream().map(SipMessage::startLine),
                        unreadable.stream().map(SipPeer::startLine))
                .toList();
    }

    private static String startLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    /** Forgets what it got. */
    public void clear() {
        world.time().run();
        inbox.clear();
        unreadable.clear();
    }

    @Override
    public String toString() {
        return Host.of(address.getAddress()) + ":" + address.getPort();
    }

    boolean acceptsTcp() {
        return acceptsTcp;
    }

    Flow udp() {
        return udp;
    }

    /** One that it has opened. */
    Optional<Flow> webSocket() {
        return streams.values().stream()
                .filter(way -> way.protocol.isWebSocket() && way.open)
                .map(Flow.class::cast)
                .findFirst();
    }

    Optional<Flow> existing(Protocol protocol) {
        return protocol == Protocol.UDP
                ? Optional.of(udp)
                : Optional.<Flow>ofNullable(streams.get(protocol)).filter(Flow::isOpen);
    }

    Flow way(Protocol protocol) {
        return protocol == Protocol.UDP
                ? udp
                : streams.compute(protocol, (over, way) -> way != null && way.open ? way : new Way(over));
    }

    /** What answers a message that cannot be read may be as unreadable. */
    private void read(String message) {
        try {
            inbox.add(MessageReader.parse(message));
        } catch (IllegalArgumentException e) {
            unreadable.add(message);
        }
    }

    private static byte[] bytes(String message) {
        return message.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private final class Way implements Flow {

        private final Protocol protocol;
        private boolean open = true;

        private Way(Protocol protocol) {
            this.protocol = protocol;
        }

        @Override
        public Protocol protocol() {
            return protocol;
        }

        @Override
        public String sentBy() {
            return SipWorld.SERVER;
        }

        @Override
        public InetSocketAddress remote() {
            return address;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void send(byte[] message, Consumer<? super IOException> failed) {
            if (protocol.isReliable() && refusesOnce) {
                refusesOnce = false;
                open = false;
            }
            if (!open || unreachable) {
                failed.accept(new IOException("unreachable"));
            } else {
                read(new String(message, StandardCharsets.UTF_8));
            }
        }

        @Override
        public Flow toward(InetSocketAddress other) {
            return protocol == Protocol.UDP ? world.peer(text(other)).udp : this;
        }

        private static String text(InetSocketAddress other) {
            return Host.of(other.getAddress()) + ":" + other.getPort();
        }
    }
}
