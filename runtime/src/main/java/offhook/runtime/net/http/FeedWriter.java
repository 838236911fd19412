package offhook.runtime.net.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Carries a feed to its client. Belongs to one connection. */
final class FeedWriter implements Outgoing {

    private final ChannelHandlerContext context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final LineFeed feed;
    private boolean closed;

    FeedWriter(ChannelHandlerContext context, Function<Runnable, LineFeed> open) {
        this.context = context;
        feed = open.apply(this::wake);
        wake();
    }

    /** On any thread, as often as one likes. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.executor().execute(this::pump);
        }
    }

    @Override
    public void pump() {
        woken.set(false);
        while (!closed && context.channel().isWritable()) {
            var lines = feed.take();
            if (lines.isEmpty()) {
                return;
            }
            var text = String.join("\n", lines) + '\n';
            context.writeAndFlush(new DefaultHttpContent(ByteBufUtil.writeUtf8(context.alloc(), text)));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            feed.close();
        }
    }
}
