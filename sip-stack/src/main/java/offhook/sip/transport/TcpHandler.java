package offhook.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** What comes in on one TCP connection, with TLS or without: its bytes are cut into messages. */
final class TcpHandler extends StreamHandler implements StreamFramer.Listener {

    private final StreamFramer framer;

    TcpHandler(TcpConnection connection, Inbound inbound, StreamLimits limits) {
        super(connection, inbound, limits);
        this.framer = new StreamFramer(inbound.reader().limits(), this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        heard();
        try {
            int length = bytes.readableBytes();
            byte[] room = framer.room(length);
            bytes.readBytes(room, framer.position(), length);
            framer.fed(length);
        } finally {
            bytes.release();
        }
        if (framer.isWaiting()) {
            watchMessage();
        }
    }

    @Override
    public void message(byte[] frame) {
        settle();
        inbound().frame(frame, connection());
    }

    /** Answers what can be read of it; where the next message begins, nobody knows. */
    @Override
    public void broken(byte[] rest) {
        inbound().frame(rest, connection());
        connection().closeAfterSending();
    }
}
