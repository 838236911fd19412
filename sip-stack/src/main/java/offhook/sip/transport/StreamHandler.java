package offhook.sip.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in on one connection, however it is cut into messages, and when the connection has had its time. */
abstract class StreamHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(StreamHandler.class);
    private static final byte[] PONG = {'\r', '\n'};

    private final TcpConnection connection;
    private final Inbound inbound;
    private final StreamLimits limits;

    private ChannelHandlerContext context;
    private Future<?> deadline; // for a message to be complete, or for the first one to come
    private Future<?> stalled;
    private Future<?> idle;
    private boolean active; // since the idle timer was last looked at

    StreamHandler(TcpConnection connection, Inbound inbound, StreamLimits limits) {
        this.connection = connection;
        this.inbound = inbound;
        this.limits = limits;
    }

    final TcpConnection connection() {
        return connection;
    }

    final Inbound inbound() {
        return inbound;
    }

    @Override
    public void channelActive(ChannelHandlerContext started) {
        context = started;
        deadline = after(limits.first(), "said nothing");
        idle = started.executor().schedule(this::lookIdle, limits.idle().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Something has come. */
    final void heard() {
        active = true;
    }

    /** A message that has begun must come to its end. */
    final void watchMessage() {
        if (deadline == null) {
            deadline = after(limits.message(), "did not finish a message");
        }
    }

    /** A message has come to its end. */
    final void settle() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Answers a ping (RFC 5626 §3.5.1). */
    public final void ping() {
        settle();
        connection.send(PONG, unsent -> {});
    }

    /** The peer reads too slowly, or again fast enough. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (stalled != null) {
            stalled.cancel(false);
            stalled = null;
        }
        if (!changed.channel().isWritable()) {
            stalled = after(limits.stalled(), "read nothing");
        }
    }

    private Future<?> after(Duration delay, String why) {
        return context.executor()
                .schedule(
                        () -> {
                            LOG.debug("{} {} for {}: closed", connection, why, delay);
                            connection.close();
                        },
                        delay.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void lookIdle() {
        if (!active) {
            LOG.debug("{} was idle for {}: closed", connection, limits.idle());
            connection.close();
        } else {
            active = false;
            idle = context.executor().schedule(this::lookIdle, limits.idle().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ended) {
        for (var timer : new Future<?>[] {deadline, stalled, idle}) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
        connection.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
        LOG.debug("{}: {}", connection, cause.toString());
        connection.close();
    }
}
