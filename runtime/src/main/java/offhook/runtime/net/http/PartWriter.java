package offhook.runtime.net.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a body that is read part by part, elsewhere than on the loop. Belongs to one connection. */
final class PartWriter implements Outgoing {

    private static final Logger LOG = LoggerFactory.getLogger(PartWriter.class);

    private final ChannelHandlerContext context;
    private final Response.Parts body;
    private final Listener listener;
    private long left;
    private boolean busy;
    private boolean over;

    /** What becomes of it, on the loop. */
    interface Listener {

        /** A part goes out now. */
        void moved();

        /** All of it was handed on. */
        void sent();

        /** It cannot be read to its end; the client has got a part of it. */
        void broken();
    }

    PartWriter(ChannelHandlerContext context, Response.Parts body, Listener listener) {
        this.context = context;
        this.body = body;
        this.left = body.length();
        this.listener = listener;
    }

    @Override
    public void pump() {
        if (busy || over || !context.channel().isWritable()) {
            return;
        }
        if (left == 0) {
            close();
            listener.sent();
            return;
        }
        busy = true;
        try {
            body.where().execute(this::read);
        } catch (RejectedExecutionException e) {
            read(null, e);
        }
    }

    private void read() {
        byte[] part = null;
        Exception failure = null;
        try {
            part = body.source().read();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        var bytes = part;
        var cause = failure;
        context.executor().execute(() -> read(bytes, cause));
    }

    private void read(byte[] part, Exception failure) {
        busy = false;
        if (over) {
            body.close();
        } else if (failure != null || part.length == 0) {
            LOG.error("A body ends {} bytes too early", left, failure);
            close();
            listener.broken();
        } else {
            int length = (int) Math.min(left, part.length);
            left -= length;
            listener.moved();
            context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part, 0, length)))
                    .addListener(done -> pump());
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            if (!busy) {
                body.close();
            }
        }
    }
}
