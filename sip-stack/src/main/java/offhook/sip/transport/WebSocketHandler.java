package offhook.sip.transport;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import offhook.sip.message.Limits;

/** What comes in on one WebSocket: each of its messages is one of SIP, or a ping (RFC 7118 §5). */
final class WebSocketHandler extends StreamHandler {

    private static final String SIP = "sip";
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);
    private static final int LARGEST_REQUEST = 8 * 1024;

    private WebSocketHandler(TcpConnection connection, Inbound inbound, StreamLimits limits) {
        super(connection, inbound, limits);
    }

    /** Adds what makes a connection a WebSocket, and what takes its messages. */
    static void install(ChannelPipeline pipeline, TcpConnection connection, Inbound inbound, StreamLimits limits) {
        int longest = longest(inbound.reader().limits());
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(LARGEST_REQUEST),
                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/")
                        .checkStartsWith(true)
                        .subprotocols(SIP)
                        .maxFramePayloadLength(longest)
                        .handshakeTimeoutMillis(HANDSHAKE.toMillis())
                        .build()),
                new WebSocketFrameAggregator(longest),
                new WebSocketFrames(),
                new WebSocketHandler(connection, inbound, limits));
    }

    private static int longest(Limits limits) {
        return limits.head() + limits.body();
    }

    /** RFC 7118 §4.1: whoever does not ask for SIP means something else. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof HandshakeComplete handshake && !SIP.equals(handshake.selectedSubprotocol())) {
            connection().closeAfterSending();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof WebSocketFrame frame) {
                take(ByteBufUtil.getBytes(frame.content()));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(byte[] bytes) {
        heard();
        if (isBlank(bytes)) {
            ping();
        } else {
            settle();
            inbound().whole(bytes, connection());
        }
    }

    /** RFC 7118 §6, RFC 5626 §3.5.1. */
    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }
}
