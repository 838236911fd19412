package offhook.runtime.net.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** How long one connection waits for what comes next, and how it ends. Belongs to its loop. */
final class Deadline {

    /** From the first octet to the last of a header; also how long a new connection may say nothing. */
    static final Duration HEAD_WITHIN = Duration.ofSeconds(10);

    static final Duration IDLE_AT_MOST = Duration.ofSeconds(60);
    static final Duration BODY_WITHIN = Duration.ofSeconds(30);
    static final Duration WRITTEN_WITHIN = Duration.ofSeconds(60);

    /** How long a client whose request was cut short may take to read why. */
    static final Duration LINGER = Duration.ofSeconds(1);

    private ScheduledFuture<?> next;

    /** In the place of the one before. */
    void set(Duration limit, ChannelHandlerContext context, Runnable otherwise) {
        cancel();
        next = context.executor().schedule(otherwise, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * Closes our side, and reads on for a moment: closing while bytes wait unread would reset the connection, and the
     * client might never see the answer.
     */
    void linger(ChannelHandlerContext context) {
        set(LINGER, context, context::close);
        if (context.channel() instanceof DuplexChannel duplex) {
            var tls = context.pipeline().get(SslHandler.class);
            var last = tls == null ? context.newSucceededFuture() : tls.closeOutbound();
            last.addListener(done -> duplex.shutdownOutput());
            duplex.config().setAutoRead(true);
        } else {
            context.close();
        }
    }
}
