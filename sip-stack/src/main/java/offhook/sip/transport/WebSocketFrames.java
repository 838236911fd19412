package offhook.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;

/** Makes each message that is sent a message of the WebSocket, RFC 7118 §5. What is empty is the end. */
final class WebSocketFrames extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        context.write(message instanceof ByteBuf bytes ? frame(bytes) : message, promise);
    }

    private static WebSocketFrame frame(ByteBuf bytes) {
        if (!bytes.isReadable()) {
            return new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE);
        }
        return ByteBufUtil.isText(bytes, StandardCharsets.UTF_8)
                ? new TextWebSocketFrame(bytes)
                : new BinaryWebSocketFrame(bytes);
    }
}
