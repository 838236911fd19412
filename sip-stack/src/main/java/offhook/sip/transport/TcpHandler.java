package offhook.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes in on one connection, and when the connection has had its time. */
final class TcpHandler extends ChannelInboundHandlerAdapter implements StreamFramer.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(TcpHandler.class);
    private static final byte[] PONG = {'\r', '\n'};

    private final TcpConnection connection;
    private final Inbound inbound;
    private final StreamLimits limits;
    private final StreamFramer framer;

    private ChannelHandlerContext context;
    private Future<?> deadline; // for a message to be complete, or for the first one to come
    private Future<?> stalled;
    private Future<?> idle;
    private boolean active; // since the idle timer was last looked at

    TcpHandler(TcpConnection connection, Inbound inbound, StreamLimits limits) {
        this.connection = connection;
        this.inbound = inbound;
        this.limits = limits;
        this.framer = new StreamFramer(inbound.reader().limits(), this);
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        deadline = after(limits.first(), "said nothing");
        idle = active.executor().schedule(this::lookIdle, limits.idle().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        active = true;
        try {
            int length = bytes.readableBytes();
            byte[] room = framer.room(length);
            bytes.readBytes(room, framer.position(), length);
            framer.fed(length);
        } finally {
            bytes.release();
        }
        watchMessage();
    }

    /** A message that has begun must come to its end. */
    private void watchMessage() {
        if (framer.isWaiting() && deadline == null) {
            deadline = after(limits.message(), "did not finish a message");
        }
    }

    @Override
    public void message(byte[] frame) {
        settle();
        inbound.frame(frame, connection);
    }

    @Override
    public void ping() {
        settle();
        connection.send(PONG, unsent -> {});
    }

    private void settle() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Answers what can be read of it; where the next message begins, nobody knows. */
    @Override
    public void broken(byte[] rest) {
        inbound.frame(rest, connection);
        connection.closeAfterSending();
    }

    /** The peer reads too slowly, or again fast enough. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stalled != null) {
            stalled.cancel(false);
            stalled = null;
        }
        if (!context.channel().isWritable()) {
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
    public void channelInactive(ChannelHandlerContext context) {
        for (var timer : new Future<?>[] {deadline, stalled, idle}) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
        connection.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("{}: {}", connection, cause.toString());
        connection.close();
    }
}
