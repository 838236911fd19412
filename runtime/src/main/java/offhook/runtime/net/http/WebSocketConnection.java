package offhook.runtime.net.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What crosses one WebSocket once its handshake is over. Belongs to its loop. */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements WebSocket {

    /** How long the other side may take to answer our goodbye. */
    static final Duration GOODBYE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int UNSUPPORTED = 1003;
    private static final int TOO_BIG = 1009;

    private final Loop loop;
    private final Peer peer;
    private final Endpoint endpoint;
    private ChannelHandlerContext context;
    private Listener listener;
    private long added;
    private long written;
    private boolean closing; // our goodbye is out

    WebSocketConnection(Loop loop, Peer peer, Endpoint endpoint) {
        this.loop = loop;
        this.peer = peer;
        this.endpoint = endpoint;
    }

    /** The handshake is over; from now on frames come in. */
    void open() {
        listener = endpoint.open(this);
        reading(true);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            answer(close);
        } else if (frame instanceof PingWebSocketFrame ping) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (closing) {
            return; // RFC 6455 §5.5.1: what still comes may be thrown away
        } else if (frame instanceof TextWebSocketFrame) {
            listener.received(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof BinaryWebSocketFrame) {
            close(UNSUPPORTED);
        }
    }

    private void answer(CloseWebSocketFrame close) {
        if (closing) {
            context.close();
        } else {
            closing = true;
            int status = close.statusCode();
            var answer = status < 0
                    ? new CloseWebSocketFrame()
                    : new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE);
            context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.lost();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event != HttpConnection.DRAIN) { // whoever is behind it says goodbye
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            close(TOO_BIG);
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close(corrupted.closeStatus().code());
        } else if (cause instanceof CorruptedFrameException) {
            close(WebSocketCloseStatus.PROTOCOL_ERROR.code());
        } else {
            if (!(cause instanceof IOException)) {
                LOG.warn("A WebSocket of {} failed", peer.address(), cause);
            }
            ctx.close();
        }
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InetAddress peer() {
        return peer.address().getAddress();
    }

    @Override
    public boolean secure() {
        return peer.secure();
    }

    @Override
    public void write(byte[] text) {
        send(Unpooled.wrappedBuffer(text));
    }

    private void send(ByteBuf text) {
        int length = text.readableBytes();
        added += length;
        context.write(new TextWebSocketFrame(text)).addListener(done -> written += length);
    }

    @Override
    public void ping() {
        context.write(new PingWebSocketFrame());
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public long unwritten() {
        return added - written;
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public void reading(boolean on) {
        context.channel().config().setAutoRead(on);
    }

    @Override
    public void close(int status) {
        if (closing || !context.channel().isActive()) {
            return;
        }
        closing = true;
        reading(true);
        context.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.valueOf(status)));
        var late = context.executor().schedule(() -> context.close(), GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(done -> late.cancel(false));
    }

    @Override
    public void abort() {
        context.close();
    }
}
