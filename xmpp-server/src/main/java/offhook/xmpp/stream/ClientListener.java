package offhook.xmpp.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import offhook.runtime.config.Listen;
import offhook.runtime.net.Binding;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.NettyLoop;

/** Takes the connections of clients, RFC 6120 §3; {@code tls:} is direct TLS, XEP-0368. Safe to share. */
public final class ClientListener {

    private static final int PORTION = 64 * 1024;

    private final EventLoops loops;
    private final ClientStreams streams;
    private final Optional<BiFunction<NettyLoop, Channel, ChannelHandler>> relay;
    private final Map<NettyLoop, byte[]> portions = new HashMap<>();
    private final List<Channel> listening = new ArrayList<>();
    private final List<Channel> plain = new ArrayList<>();

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
    public synchronized void start(List<Listen> listen, LoginTls tls) {
        try {
            for (var at : listen) {
                boolean directTls = at.transport() == Listen.Transport.TLS;
                var bootstrap = loops.server().childHandler(connections(tls, directTls));
                if (loops.epoll()) {
                    int timeout = (int) streams.config().stalledFor().toMillis();
                    bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, timeout); // finds peers that are gone
                }
                var channel = Binding.bind(bootstrap, at);
                listening.add(channel);
                if (!directTls) {
                    plain.add(channel);
                }
            }
        } catch (RuntimeException e) {
            stopAccepting();
            throw e;
        }
    }

    /** Those of {@link #addresses} where TLS does not come first. */
    public synchronized List<InetSocketAddress> plainAddresses() {
        return plain.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Where clients can connect, with the real ports. */
    public synchronized List<InetSocketAddress> addresses() {
        return listening.stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Takes nobody new. Blocks. */
    public synchronized void stopAccepting() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
        listening.clear();
        plain.clear();
    }

    /** Says goodbye to every client and waits until they are gone, at most so long. Blocks. */
    public void close(Duration patience) {
        stopAccepting();
        streams.shutDown();
        streams.awaitNone(patience);
    }

    private ChannelHandler connections(LoginTls tls, boolean directTls) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (channel.remoteAddress() == null) {
                    channel.close(); // gone before we looked
                    return;
                }
                var loop = loops.loopOf(channel);
                var connection = new NettyConnection(streams::open, tls, loop, portions.get(loop), channel, directTls);
                if (relay.isPresent() && !directTls) {
                    channel.pipeline()
                            .addLast(new FirstByte(connection, () -> relay.get().apply(loop, channel)));
                }
                channel.pipeline().addLast(connection);
            }
        };
    }
}
