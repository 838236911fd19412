package offhook.runtime.net.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import offhook.runtime.config.Listen;
import offhook.runtime.net.Binding;
import offhook.runtime.net.EventLoops;
import offhook.runtime.work.Loop;

/** An HTTP/1.1 server: for health, numbers, control, files and WebSockets. Safe to share. */
public final class HttpServer implements AutoCloseable {

    /**
     * How much there may be at once; a further connection is closed.
     *
     * @param perAddress does not hold for this machine
     */
    public record Limits(int connections, int perAddress) {

        /** Of a server that only this machine reaches. */
        public static final Limits LOCAL = new Limits(1_000, Integer.MAX_VALUE);
    }

    private static final int LARGEST_PART = 64 << 10;
    private static final int LONGEST_LINE = 4 << 10;
    private static final int LONGEST_HEADER = 8 << 10;

    private final EventLoops loops;
    private final Routes routes;
    private final Answers answers;
    private final Limits limits;
    private final Map<InetAddress, Integer> addresses = new ConcurrentHashMap<>();
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile boolean draining;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /** Waits for nobody yet. */
    public HttpServer(EventLoops loops, Routes routes, InstantSource clock, Limits limits) {
        this(loops, routes, clock, limits, Map.of());
    }

    /** @param always headers of every answer that does not say otherwise */
    public HttpServer(EventLoops loops, Routes routes, InstantSource clock, Limits limits, Map<String, String> always) {
        this.loops = loops;
        this.limits = limits;
        this.routes = routes;
        answers = new Answers(clock, always);
    }

    /**
     * Starts to listen; may be called for several addresses. Blocks until it is bound.
     *
     * @param tls asked for the context at each connection; empty for plain HTTP
     * @return where it really listens
     * @throws offhook.runtime.net.BindFailure with one line for the admin
     */
    public InetSocketAddress listen(Listen at, Optional<Supplier<SslContext>> tls) {
        var listener = loops.server()
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls);
                    }
                });
        var bound = Binding.bind(listener, at);
        listeners.add(bound);
        return (InetSocketAddress) bound.localAddress();
    }

    /** Stops to listen; the connections go on. */
    public void stopListening() {
        listeners.close().awaitUninterruptibly();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Stops to listen, and waits this long for answers that are on their way. Blocks: never on a loop. */
    public void close(Duration grace) {
        draining = true;
        stopListening();
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(HttpConnection.DRAIN));
        connections.newCloseFuture().awaitUninterruptibly(grace.toMillis());
        connections.close().awaitUninterruptibly();
    }

    /** Stops to listen and hangs up. Blocks: never on a loop. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private void accept(Channel channel, Optional<Supplier<SslContext>> tls) {
        if (draining || connections.size() >= limits.connections() || !enter(channel)) {
            channel.close();
            return;
        }
        connections.add(channel);
        tls.ifPresent(context -> channel.pipeline().addLast(context.get().newHandler(channel.alloc())));
        equip(channel, routes, answers, loops.loopOf(channel));
    }

    /** False if too many are there from the same address. */
    private boolean enter(Channel channel) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            return false; // gone before we looked
        }
        var address = remote.getAddress();
        if (address.isLoopbackAddress()) {
            return true;
        }
        if (addresses.merge(address, 1, Integer::sum) > limits.perAddress()) {
            leave(address);
            return false;
        }
        channel.closeFuture().addListener(closed -> leave(address));
        return true;
    }

    private void leave(InetAddress address) {
        addresses.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    static void equip(Channel channel, Routes routes, Answers answers, Loop loop) {
        var limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADER)
                .setMaxChunkSize(LARGEST_PART)
                .setStrictLineParsing(true);
        channel.pipeline()
                .addLast(new HttpServerCodec(limits))
                .addLast(new FlowControlHandler()) // hands on one message for each read, however many have arrived
                .addLast(new HttpConnection(routes, answers, loop));
    }
}
