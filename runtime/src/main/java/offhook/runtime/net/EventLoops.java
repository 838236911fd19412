package offhook.runtime.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write every socket, with epoll where the system has it. Listeners share them: accepting is
 * too cheap for a thread of its own. Safe to share.
 */
public final class EventLoops implements AutoCloseable {

    private static final int BACKLOG = 1024;

    /** So many bytes are read from one connection at a time, and that so often before others have their turn. */
    private static final int PORTION = 1 << 16;

    private static final int PORTIONS = 2;

    /** The most that is read from one connection before others have their turn. */
    static final int TURN = PORTION * PORTIONS;

    private final boolean epoll;
    private final EventLoopGroup group;
    private final List<NettyLoop> loops;

    /** Guesses for each connection how much comes at once; by default each connection would have one of these. */
    private final RecvByteBufAllocator reads =
            new AdaptiveRecvByteBufAllocator(64, 2048, PORTION).maxMessagesPerRead(PORTIONS);

    private EventLoops(int threads, boolean epoll) {
        this.epoll = epoll;
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory(0, Coalescing::new) : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("loop"), io);
        var made = new ArrayList<NettyLoop>();
        for (int i = 0; i < threads; i++) {
            made.add(new NettyLoop(group.next()));
        }
        this.loops = List.copyOf(made);
    }

    /** Starts that many threads. */
    public static EventLoops start(int threads) {
        return new EventLoops(threads, Epoll.isAvailable());
    }

    /** The same without epoll, for systems that have none. */
    public static EventLoops startPortable(int threads) {
        return new EventLoops(threads, false);
    }

    /** All of them, always in the same order. */
    public List<NettyLoop> loops() {
        return loops;
    }

    /** Where work with this hash belongs; the same hash is always at the same loop. */
    public NettyLoop loopFor(int hash) {
        // String hashes differ mostly in their low bits, and neighbours should not follow each other.
        int mixed = hash * 0x9E3779B9;
        return loops.get((mixed >>> 16) % loops.size());
    }

    /** For bootstraps; a channel then gets one loop after the other. */
    public EventLoopGroup group() {
        return group;
    }

    /** Whether several sockets can share a port (SO_REUSEPORT), and datagrams be read and written in batches. */
    public boolean epoll() {
        return epoll;
    }

    public Class<? extends DatagramChannel> datagramChannel() {
        return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
    }

    public Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public Class<? extends SocketChannel> socketChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** The loop of a channel, or null if it is none of these. */
    public NettyLoop loopOf(Channel channel) {
        for (var loop : loops) {
            if (loop.netty() == channel.eventLoop()) {
                return loop;
            }
        }
        return null;
    }

    /** A TCP listener to be: wants its child handler, then {@link Binding#bind}. */
    public ServerBootstrap server() {
        return new ServerBootstrap()
                .group(group)
                .channel(serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }

    /** A TCP connection to be, on this loop: wants its handler. */
    public Bootstrap client(NettyLoop loop) {
        return new Bootstrap()
                .group(loop.netty())
                .channel(socketChannel())
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
    }

    /** A UDP socket to be, on this loop: wants its handler, then {@link Binding#bind}. */
    public Bootstrap datagrams(NettyLoop loop) {
        return new Bootstrap().group(loop.netty()).channel(datagramChannel());
    }

    /** Ends the threads after what they still have to do, at most two seconds later. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
