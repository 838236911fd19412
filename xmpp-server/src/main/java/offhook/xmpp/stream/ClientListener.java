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
    private final Map<NettyLoop, byte[]> portions = new HashMap<>();
    private final List<Channel> listening = new ArrayList<>();

    public ClientListener(EventLoops loops, ClientStreams streams) {
        this.loops = loops;
        this.streams = streams;
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
                var bootstrap = loops.server().childHandler(connections(tls, at.transport() == Listen.Transport.TLS));
                if (loops.epoll()) {
                    int timeout = (int) streams.config().stalledFor().toMillis();
                    bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, timeout); // finds peers that are gone
                }
                listening.add(Binding.bind(bootstrap, at));
            }
        } catch (RuntimeException e) {
            stopAccepting();
            throw e;
        }
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
                channel.pipeline()
                        .addLast(new NettyConnection(streams::open, tls, loop, portions.get(loop), channel, directTls));
            }
        };
    }
}
