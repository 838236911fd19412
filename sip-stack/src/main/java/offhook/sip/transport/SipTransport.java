package offhook.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Listen;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.sip.message.MessageReader;

/** Every port SIP is spoken on. Safe to share. */
public final class SipTransport implements Transport, AutoCloseable {

    /** Of ports that the system chooses. */
    private static final int MOST_CHOICES = 20;

    private final EventLoops loops;
    private final MessageReader reader;
    private final StreamLimits limits;
    private final Optional<Tls> tls;
    private final List<UdpListener> udp = new ArrayList<>();
    private final List<TcpConnections> streams = new ArrayList<>();
    private volatile Inbound inbound;

    /** @param tls empty where no listener speaks it */
    public SipTransport(EventLoops loops, MessageReader reader, StreamLimits limits, Optional<Tls> tls) {
        this.loops = loops;
        this.reader = reader;
        this.limits = limits;
        this.tls = tls;
    }

    /** The loops as the shards of the transaction layer. */
    public static Shards shards(EventLoops loops) {
        return new Shards(List.copyOf(loops.loops()));
    }

    /**
     * Opens every port; a listener without a transport speaks both UDP and TCP. Blocks, and comes before any other call.
     *
     * @throws IOException if one of them cannot be had; the message says which, and none is left open
     */
    public void start(List<Listen> listen, MessageListener listener) throws IOException {
        inbound = new Inbound(reader, shards(loops), listener);
        for (var each : listen) {
            try {
                open(each);
            } catch (IOException | RuntimeException unable) {
                close();
                throw new IOException(each + ": " + unable.getMessage(), unable);
            }
        }
    }

    private void open(Listen listen) throws IOException {
        var address = new InetSocketAddress(InetAddress.getByName(listen.address()), listen.port());
        if (listen.transport() == null) {
            openBoth(address);
        } else if (listen.transport() == Listen.Transport.UDP) {
            udp.add(UdpListener.bind(loops, address, inbound));
        } else {
            stream(address, Protocol.valueOf(listen.transport().name()));
        }
    }

    /** The port that the system has chosen for UDP may be somebody's over TCP: then it chooses again. */
    private void openBoth(InetSocketAddress address) throws IOException {
        for (int choices = address.getPort() == 0 ? MOST_CHOICES : 1; ; choices--) {
            var datagrams = UdpListener.bind(loops, address, inbound);
            try {
                stream(datagrams.local().bound(), Protocol.TCP);
                udp.add(datagrams);
                return;
            } catch (IOException | RuntimeException taken) {
                datagrams.close();
                if (choices == 1) {
                    throw taken;
                }
            }
        }
    }

    private void stream(InetSocketAddress address, Protocol protocol) throws IOException {
        if (protocol.isSecure() && tls.isEmpty()) {
            throw new IOException("there is no certificate");
        }
        streams.add(TcpConnections.bind(loops, address, protocol, tls, inbound, limits));
    }

    /** Where we listen, with the ports that the system chose. */
    public List<InetSocketAddress> bound(Protocol protocol) {
        return sides(protocol).stream().map(LocalSide::bound).toList();
    }

    private List<LocalSide> sides(Protocol protocol) {
        return protocol == Protocol.UDP
                ? udp.stream().map(UdpListener::local).toList()
                : streams.stream()
                        .filter(each -> each.protocol() == protocol)
                        .map(TcpConnections::local)
                        .toList();
    }

    @Override
    public Flow flow(Target target) {
        var remembered = target.flow().filter(Flow::isOpen);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        if (target.address().isUnresolved()) {
            return ClosedFlow.to(target, "no address");
        }
        return (target.protocol() == Protocol.UDP ? udpTo(target) : streamTo(target))
                .orElseGet(() -> ClosedFlow.to(target, "nothing here speaks " + target.protocol() + " to it"));
    }

    @Override
    public Optional<Flow> existing(Protocol protocol, InetSocketAddress remote) {
        return protocol == Protocol.UDP
                ? udpTo(new Target(protocol, remote))
                : streams.stream()
                        .filter(each -> each.protocol() == protocol)
                        .flatMap(each -> each.open(remote).stream())
                        .findFirst();
    }

    private Optional<Flow> udpTo(Target target) {
        for (var each : udp) {
            if (each.local().reaches(target.address().getAddress())) {
                return Optional.of(each.flow(target.address()));
            }
        }
        return Optional.empty();
    }

    private Optional<Flow> streamTo(Target target) {
        if (target.protocol().isWebSocket()) {
            return webSocketTo(target);
        }
        for (var each : streams) {
            if (each.protocol() == target.protocol()
                    && each.local().reaches(target.address().getAddress())) {
                return Optional.of(each.to(target.address()));
            }
        }
        return Optional.empty();
    }

    /** Nobody can call a browser that has gone; a sip URI does not say which kind of WebSocket it means. */
    private Optional<Flow> webSocketTo(Target target) {
        return streams.stream()
                .filter(each -> each.protocol().isWebSocket())
                .filter(each -> each.protocol().isSecure() || !target.protocol().isSecure())
                .flatMap(each -> each.open(target.address()).stream())
                .findFirst();
    }

    /** How many TCP connections there are, with TLS or without. */
    public int connections() {
        return streams.stream().mapToInt(TcpConnections::count).sum();
    }

    /** Shows what was turned away, and how many connections there are. */
    public void measure(Metrics metrics) {
        metrics.gauge("sip_connections", "TCP connections.", this::connections);
        metrics.total(
                "sip_refused",
                "Requests refused by the guard, or for want of room.",
                () -> inbound == null ? 0 : inbound.refused());
        metrics.total(
                "sip_dropped",
                "Messages that could not even be refused.",
                () -> inbound == null ? 0 : inbound.dropped());
    }

    /** Takes no new connection; what is open goes on. Blocks. */
    public void stopAccepting() {
        streams.forEach(TcpConnections::stopAccepting);
    }

    /** Closes every port and connection. Blocks. */
    @Override
    public void close() {
        streams.forEach(TcpConnections::close);
        udp.forEach(UdpListener::close);
    }
}
