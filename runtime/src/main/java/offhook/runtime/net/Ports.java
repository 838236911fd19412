package offhook.runtime.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.runtime.config.Listen;

/** The TCP ports where connections of one kind come in. Safe to share. */
public final class Ports {

    private final List<Open> open = new ArrayList<>();

    private record Open(Listen at, Channel channel) {

        InetSocketAddress address() {
            return (InetSocketAddress) channel.localAddress();
        }
    }

    /** What a listener does with each connection; with one that is gone before anybody looked, nothing. */
    public static ChannelHandler each(Consumer<Channel> taken) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (channel.remoteAddress() == null) {
                    channel.close();
                } else {
                    taken.accept(channel);
                }
            }
        };
    }

    /**
     * Listens on one more. Blocks.
     *
     * @throws BindFailure if it cannot; then it listens on none
     */
    public synchronized void open(ServerBootstrap listener, Listen at) {
        try {
            open.add(new Open(at, Binding.bind(listener, at)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where to connect, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return addresses(at -> true);
    }

    /** Likewise, where some are asked for. */
    public synchronized List<InetSocketAddress> addresses(Predicate<Listen> which) {
        return open.stream()
                .filter(port -> which.test(port.at))
                .map(Open::address)
                .toList();
    }

    /** Takes nobody new. Blocks. */
    public synchronized void close() {
        open.forEach(port -> port.channel.close().awaitUninterruptibly());
        open.clear();
    }
}
