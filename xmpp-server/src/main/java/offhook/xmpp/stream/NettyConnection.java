package offhook.xmpp.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import offhook.runtime.bytes.Octets;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.net.OtherNames;
import offhook.xmpp.stream.sasl.Mechanisms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A TCP connection with a stream on it. Belongs to its loop. */
public final class NettyConnection extends ChannelInboundHandlerAdapter implements Connection {

    private static final Logger LOG = LoggerFactory.getLogger(NettyConnection.class);

    private static final String XMPP_ADDRESS = "1.3.6.1.5.5.7.8.5"; // id-on-xmppAddr, RFC 6120 §13.7.1.4

    private final Entrance entrance;
    private final Channel channel;
    private final InetAddress peer;

    private ConnectionListener stream;
    private LoginTls.Link link; // while TLS begins
    private ByteBuf unflushed;
    private long added;
    private long written;

    public NettyConnection(Entrance entrance, Channel channel) {
        this.entrance = entrance;
        this.channel = channel;
        this.peer = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    }

    /** What has come is for something else, and this is to be forgotten. */
    void carriesNoStream() {
        stream.lost();
        stream = null;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        stream = entrance.opened().apply(this);
        if (entrance.directTls()) {
            secure();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        byte[] portion = entrance.portion();
        try {
            while (in.isReadable()) {
                int length = Math.min(in.readableBytes(), portion.length);
                in.readBytes(portion, 0, length);
                stream.received(portion, 0, length);
            }
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                var begun = link;
                link = null;
                stream.secured(new Mechanisms.Channel(true, ChannelBindings.of(begun), names(begun)));
            } else {
                channel.close();
            }
        }
    }

    /** The addresses that the client's certificate is made out to, XEP-0178 §2. */
    private static List<String> names(LoginTls.Link link) {
        return link.theirs()
                .map(certificate -> OtherNames.of(certificate, XMPP_ADDRESS))
                .orElse(List.of());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (unflushed != null) {
            unflushed.release();
            unflushed = null;
        }
        if (stream != null) {
            stream.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean theirs = cause instanceof IOException || cause.getCause() instanceof IOException;
        if (theirs) { // a reset, or no TLS
            LOG.debug("connection of {} broke", peer, cause);
        } else {
            LOG.error("connection of {} failed", peer, cause);
        }
        channel.close();
    }

    @Override
    public NettyLoop loop() {
        return entrance.loop();
    }

    @Override
    public InetAddress peer() {
        return peer;
    }

    @Override
    public Optional<InetAddress> local() {
        return Optional.ofNullable((InetSocketAddress) channel.localAddress()).map(InetSocketAddress::getAddress);
    }

    @Override
    public void expect(int bytes) {
        if (unflushed == null) {
            unflushed = channel.alloc().buffer(Math.max(512, bytes));
        } else {
            unflushed.ensureWritable(bytes);
        }
    }

    @Override
    public void write(byte[] bytes) {
        write(new Octets(bytes));
    }

    @Override
    public void write(Octets element) {
        if (unflushed == null) {
            expect(element.length());
        }
        element.each(unflushed::writeBytes);
        added += element.length();
    }

    @Override
    public void flush() {
        if (unflushed == null) {
            return;
        }
        var out = unflushed;
        int length = out.readableBytes();
        unflushed = null;
        channel.writeAndFlush(out).addListener(done -> written += length);
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
    public void secure() {
        link = entrance.tls().accept(channel);
        channel.pipeline().addFirst(link.handler());
    }

    @Override
    public void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    public void close() {
        flush();
        var ssl = channel.pipeline().get(SslHandler.class);
        var last = ssl == null ? channel.writeAndFlush(Unpooled.EMPTY_BUFFER) : ssl.closeOutbound();
        last.addListener(done -> ((DuplexChannel) channel).shutdownOutput());
    }

    @Override
    public void abort() {
        channel.close();
    }
}
