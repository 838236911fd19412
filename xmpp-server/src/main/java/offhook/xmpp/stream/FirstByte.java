package offhook.xmpp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Supplier;

/**
 * Looks at the first byte of a connection and goes: SOCKS5 (RFC 1928 §3) begins with a 5, which is neither white space nor
 * an angle bracket. Of the connection's loop.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {

    private static final byte SOCKS5 = 5;

    private final NettyConnection usual;
    private final Supplier<ChannelHandler> relay;

    /**
     * @param usual what is behind this in the pipeline
     * @param relay makes what takes its place for SOCKS5
     */
    FirstByte(NettyConnection usual, Supplier<ChannelHandler> relay) {
        this.usual = usual;
        this.relay = relay;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var bytes = (ByteBuf) message;
        if (bytes.isReadable()) {
            if (bytes.getByte(bytes.readerIndex()) == SOCKS5) {
                usual.carriesNoStream();
                ctx.pipeline().replace(usual, null, relay.get());
            }
            ctx.pipeline().remove(this);
        }
        ctx.fireChannelRead(message);
    }
}
