package offhook.sip.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.Host;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.transaction.Timing;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transaction.TransactionLimits;
import offhook.sip.transaction.TransactionUser;
import offhook.sip.transport.ClosedFlow;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Inbound;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;
import offhook.sip.transport.Transport;

/**
 * The whole SIP stack in memory, in one thread: peers send to a server and read what it sent them, and time passes when
 * the test says so.
 *
 * <pre>
 * var world = new SipWorld();
 * var layer = world.layer(it -> new MyUser(it));
 * var romeo = world.peer("192.0.2.1:5060");
 * romeo.send("INVITE sip:juliet@capulet.example SIP/2.0\r\n…");
 * romeo.next();
 * </pre>
 */
public final class SipWorld implements Transport {

    /** Where the server listens, over every transport. */
    public static final String SERVER = "192.0.2.100:5060";

    private final ManualTime time;
    private final Shards shards;
    private final Map<InetSocketAddress, SipPeer> peers = new LinkedHashMap<>();
    private Inbound inbound;

    public SipWorld() {
        this(new ManualTime());
    }

    /** A world in a time that others live in as well. */
    public SipWorld(ManualTime time) {
        this.time = time;
        this.shards = new Shards(List.of(time.loop(), time.loop()));
    }

    public ManualTime time() {
        return time;
    }

    public Shards shards() {
        return shards;
    }

    /** Where bytes come in. */
    public Inbound inbound() {
        return inbound;
    }

    /** What comes in goes to this listener. */
    public void listen(MessageListener listener) {
        inbound = new Inbound(new MessageReader(Limits.DEFAULT), shards, listener);
    }

    /** A transaction layer with the timers of the specification, listening to this world. */
    public TransactionLayer layer(Function<TransactionLayer, TransactionUser> user) {
        return layer(TransactionLimits.DEFAULT, user);
    }

    public TransactionLayer layer(TransactionLimits limits, Function<TransactionLayer, TransactionUser> user) {
        var layer = new TransactionLayer(shards, this, Timing.DEFAULT, limits, random(), user);
        listen(layer);
        return layer;
    }

    /** The same numbers in each run. */
    public static RandomGenerator random() {
        return new SplittableRandom(1);
    }

    /** The peer at an address, {@code host:port}; it is made when it is first named. */
    public SipPeer peer(String address) {
        return peers.computeIfAbsent(address(address), at -> new SipPeer(this, at));
    }

    /** Lets time pass, and everything happen that is due. */
    public void pass(Duration duration) {
        time.pass(duration);
    }

    /** What was sent and not read by the test, each with the peer in front of it. */
    public List<String> unread() {
        time.run();
        return peers.values().stream()
                .flatMap(peer -> peer.unread().stream().map(message -> peer + " <- " + message))
                .toList();
    }

    /** Over a stream, only a peer that exists accepts a connection; a datagram goes anywhere. */
    @Override
    public Flow flow(Target target) {
        if (target.flow().filter(Flow::isOpen).isPresent()) {
            return target.flow().get();
        }
        if (target.protocol() == Protocol.UDP) {
            return peers.computeIfAbsent(target.address(), at -> new SipPeer(this, at))
                    .udp();
        }
        var peer = peers.get(target.address());
        if (peer != null && target.protocol().isWebSocket()) {
            return peer.webSocket().orElseGet(() -> ClosedFlow.to(target, "gone"));
        }
        return peer != null && peer.acceptsTcp()
                ? peer.way(target.protocol())
                : ClosedFlow.to(target, "connection refused");
    }

    @Override
    public Optional<Flow> existing(Protocol protocol, InetSocketAddress remote) {
        return Optional.ofNullable(peers.get(remote)).flatMap(peer -> peer.existing(protocol));
    }

    void deliver(byte[] message, Flow from) {
        time.execute(() -> {
            if (from.protocol().isReliable()) {
                inbound.frame(message, from);
            } else {
                inbound.datagram(message, from);
            }
        });
        time.run();
    }

    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        InetAddress host = Host.literal(text.substring(0, colon)).orElseThrow();
        return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
    }
}
