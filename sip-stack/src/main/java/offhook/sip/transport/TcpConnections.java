package offhook.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one listener, of TCP, TLS or WebSocket: those it accepted and those it opened. One to the same address and port is used
 * again, whoever opened it (RFC 3261 §18). Safe to share.
 */
final class TcpConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnections.class);

    private static final ChannelHandler NOTHING_YET = new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
            // The handler comes when there is a connection to handle, and before it is made.
        }
    };

    private final EventLoops loops;
    private final Protocol protocol;
    private final Optional<Tls> tls;
    private final Inbound inbound;
    private final StreamLimits limits;
    private final Map<InetSocketAddress, TcpConnection> byRemote = new ConcurrentHashMap<>();
    private final Map<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private Channel server;
    private LocalSide local;

    private TcpConnections(
            EventLoops loops, Protocol protocol, Optional<Tls> tls, Inbound inbound, StreamLimits limits) {
        this.loops = loops;
        this.protocol = protocol;
        this.tls = tls;
        this.inbound = inbound;
        this.limits = limits;
    }

    /**
     * @param tls what a secure protocol needs
     * @throws IOException if the port cannot be had
     */
    static TcpConnections bind(
            EventLoops loops,
            InetSocketAddress address,
            Protocol protocol,
            Optional<Tls> tls,
            Inbound inbound,
            StreamLimits limits)
            throws IOException {
        var connections = new TcpConnections(loops, protocol, tls, inbound, limits);
        // Nothing is accepted before it is known where we are reached.
        var bound = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(limits))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.accepted(channel);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        connections.server = bound.channel();
        connections.local =
                new LocalSide(address.getAddress(), ((InetSocketAddress) connections.server.localAddress()).getPort());
        connections.server.config().setAutoRead(true);
        return connections;
    }

    private static WriteBufferWaterMark waterMark(StreamLimits limits) {
        return new WriteBufferWaterMark(limits.waiting() / 16, limits.waiting() / 8);
    }

    Protocol protocol() {
        return protocol;
    }

    LocalSide local() {
        return local;
    }

    /** How many there are. */
    int count() {
        return count.get();
    }

    private void accepted(Channel channel) {
        var remote = (InetSocketAddress) channel.remoteAddress();
        if (!admit(remote.getAddress())) {
            LOG.debug("Too many connections: {} is turned away", remote);
            channel.unsafe().closeForcibly();
            return;
        }
        var connection = new TcpConnection(channel, protocol, remote, local, limits, false);
        byRemote.put(remote, connection);
        if (protocol.isSecure()) {
            channel.pipeline().addLast(tls.orElseThrow().accepted(channel));
        }
        install(channel, connection);
    }

    private boolean admit(InetAddress address) {
        if (count.incrementAndGet() > limits.connections()
                || perAddress.merge(address, 1, Integer::sum) > limits.perAddress()) {
            release(address);
            return false;
        }
        return true;
    }

    private void release(InetAddress address) {
        count.decrementAndGet();
        perAddress.computeIfPresent(address, (at, number) -> number == 1 ? null : number - 1);
    }

    private void install(Channel channel, TcpConnection connection) {
        if (loops.epoll()) {
            // A peer that vanished without a word is noticed after four minutes.
            channel.config().setOption(EpollChannelOption.TCP_KEEPIDLE, 120);
            channel.config().setOption(EpollChannelOption.TCP_KEEPINTVL, 30);
            channel.config().setOption(EpollChannelOption.TCP_KEEPCNT, 4);
        }
        if (protocol.isWebSocket()) {
            WebSocketHandler.install(channel.pipeline(), connection, inbound, limits);
        } else {
            channel.pipeline().addLast(new TcpHandler(connection, inbound, limits));
        }
        channel.closeFuture().addListener(closed -> {
            connection.closed();
            byRemote.remove(connection.remote(), connection);
            release(connection.remote().getAddress());
        });
    }

    /** The connection to there that exists. */
    Optional<Flow> open(InetSocketAddress remote) {
        return Optional.<Flow>ofNullable(byRemote.get(remote)).filter(Flow::isOpen);
    }

    /** The connection to there: one that exists, or one that is being opened. */
    Flow to(InetSocketAddress remote) {
        var known = byRemote.get(remote);
        if (known != null && known.isOpen()) {
            return known;
        }
        return byRemote.compute(remote, (at, there) -> there != null && there.isOpen() ? there : connect(at));
    }

    private TcpConnection connect(InetSocketAddress remote) {
        count.incrementAndGet();
        perAddress.merge(remote.getAddress(), 1, Integer::sum);
        var channel = new Bootstrap()
                .group(here().netty())
                .channel(loops.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        limits.connect().toMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(limits))
                .handler(NOTHING_YET)
                .register()
                .channel();
        var connection = new TcpConnection(channel, protocol, remote, local, limits, true);
        channel.eventLoop().execute(() -> {
            if (protocol.isSecure()) {
                channel.pipeline().addLast(tls.orElseThrow().opened(channel, remote));
            }
            install(channel, connection);
            channel.connect(remote)
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
                    .addListener(connected -> connection.connected(connected.cause()));
        });
        return connection;
    }

    private NettyLoop here() {
        for (var loop : loops.loops()) {
            if (loop.here()) {
                return loop;
            }
        }
        return loops.loops().get(0);
    }

    /** Takes no new connection. */
    void stopAccepting() {
        server.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        stopAccepting();
        byRemote.values().forEach(TcpConnection::closeAfterSending);
    }
}
