package offhook.xmpp.stream.component;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.config.Listen;
import offhook.runtime.net.Binding;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.xmpp.stream.NettyConnection;

/** Takes the connections of components, which are not encrypted: for the loopback, or a network of one's own. Safe to share. */
public final class ComponentListener {

    private static final int PORTION = 16 * 1024;

    private final EventLoops loops;
    private final Components components;
    private final Map<NettyLoop, byte[]> portions = new HashMap<>();
    private final List<Channel> listening = new ArrayList<>();

    public ComponentListener(EventLoops loops, Components components) {
        this.loops = loops;
        this.components = components;
        loops.loops().forEach(loop -> portions.put(loop, new byte[PORTION]));
    }

    /**
     * Listens. Blocks.
     *
     * @throws offhook.runtime.net.BindFailure if it cannot; then it listens nowhere
     */
    public synchronized void start(List<Listen> listen) {
        try {
            for (var at : listen) {
                listening.add(Binding.bind(loops.server().childHandler(connections()), at));
            }
        } catch (RuntimeException e) {
            stopAccepting();
            throw e;
        }
    }

    /** Where components can connect, with the real ports. */
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

    private ChannelInitializer<Channel> connections() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (channel.remoteAddress() == null) {
                    channel.close(); // gone before we looked
                    return;
                }
                var loop = loops.loopOf(channel);
                channel.pipeline()
                        .addLast(new NettyConnection(components::open, null, loop, portions.get(loop), channel, false));
            }
        };
    }
}
