package offhook.xmpp.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.net.Ports;

/** Takes the connections of clients, RFC 6120 §3; {@code tls:} is direct TLS, XEP-0368. Safe to share. */
public final class ClientListener {

    private static final int PORTION = 64 * 1024;

    private final EventLoops loops;
    private final ClientStreams streams;
    private final Optional<BiFunction<NettyLoop, Channel, ChannelHandler>> relay;
    private final Map<NettyLoop, byte[]> portions = new HashMap<>();
    private final Ports ports = new Ports();

    /** @param relay makes what takes over connections that begin with SOCKS5, if anything does */
    public ClientListener(
            EventLoops loops, ClientStreams streams, Optional<BiFunction<NettyLoop, Channel, ChannelHandler>> relay) {
        this.loops = loops;
        this.streams = streams;
        this.relay = relay;
        loops.loops().forEach(loop -> portions.put(loop, new byte[PORTION]));
    }

    /**
     * Listens. Blocks.
     *
     * @throws offhook.runtime.net.BindFailure if it cannot; then it listens nowhere
     */
    public void start(List<Listen> listen, LoginTls tls) {
        for (var at : listen) {
            var bootstrap = loops.server().childHandler(connections(tls, isDirectTls(at)));
            if (loops.epoll()) {
                int timeout = (int) streams.config().stalledFor().toMillis();
                bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, timeout); // finds peers that are gone
            }
            ports.open(bootstrap, at);
        }
    }

    private static boolean isDirectTls(Listen at) {
        return at.transport() == Listen.Transport.TLS;
    }

    /** Those of {@link #addresses} where TLS does not come first. */
    public List<InetSocketAddress> plainAddresses() {
        return ports.addresses(at -> !isDirectTls(at));
    }

    /** Where clients can connect, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return ports.addresses();
    }

    /** Takes nobody new. Blocks. */
    public void stopAccepting() {
        ports.close();
    }

    /** Says goodbye to every client and waits until they are gone, at most so long. Blocks. */
    public void close(Duration patience) {
        stopAccepting();
        streams.shutDown();
        streams.awaitNone(patience);
    }

    private ChannelHandler connections(LoginTls tls, boolean directTls) {
        var entrances = new HashMap<NettyLoop, Entrance>();
        portions.forEach(
                (loop, portion) -> entrances.put(loop, new Entrance(streams::open, tls, loop, portion, directTls)));
        return Ports.each(channel -> {
            var loop = loops.loopOf(channel);
            var connection = new NettyConnection(entrances.get(loop), channel);
            if (relay.isPresent() && !directTls) {
                channel.pipeline()
                        .addLast(new FirstByte(connection, () -> relay.get().apply(loop, channel)));
            }
            channel.pipeline().addLast(connection);
        });
    }
}
