package offhook.xmpp.stream.bytestreams;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.work.Timer;

/**
 * One side of a bytestream. It says which one it is for, waits, and is then joined with the other side; from then on the
 * next portion is read when the last one has been taken over there, so that nothing piles up here. Belongs to its loop,
 * but for what is a {@link Party}.
 */
final class Relayed extends ChannelInboundHandlerAdapter implements Party {

    /** How long it may take until both are there and the stream is activated. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Meetings meetings;
    private final NettyLoop loop;
    private final Channel channel;
    private final InetAddress address;
    private final Socks5 socks = new Socks5();

    private Timer timer;
    private String stream; // null until it has said so
    private Relayed other; // null until they are joined
    private Transfer transfer;

    Relayed(Meetings meetings, NettyLoop loop, Channel channel) {
        this.meetings = meetings;
        this.loop = loop;
        this.channel = channel;
        address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (meetings.enter(this)) {
            timer = loop.after(PATIENCE, this::drop);
        } else {
            drop();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (other != null) {
            pass((ByteBuf) message);
            return;
        }
        var bytes = ByteBufUtil.getBytes((ByteBuf) message);
        ReferenceCountUtil.release(message);
        if (stream != null) {
            drop(); // talks before anybody listens
        } else if (channel.isActive()) {
            take(socks.received(bytes));
        }
    }

    private void take(Socks5.Next next) {
        if (next.stream().isPresent()) {
            stream = next.stream().get();
            if (meetings.await(stream, this)) {
                channel.config().setAutoRead(false); // what comes now is for the other side
                send(socks.answer(Socks5.Answer.SUCCEEDED));
            } else {
                send(socks.answer(Socks5.Answer.NOT_ALLOWED)).addListener(ChannelFutureListener.CLOSE);
            }
            return;
        }
        var sent = send(next.reply());
        if (next.over()) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ChannelFuture send(byte[] bytes) {
        return channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void join(Party party, Transfer ours) {
        loop.execute(() -> {
            other = (Relayed) party;
            transfer = ours;
            timer.cancel();
            if (channel.isActive()) {
                timer = loop.after(transfer.patience(), this::look);
                channel.read();
            } else {
                over();
            }
        });
    }

    /** To the other side; what comes next is read when that has gone, and as fast as the user may. */
    private void pass(ByteBuf portion) {
        int bytes = portion.readableBytes();
        other.channel.writeAndFlush(portion).addListener(done -> {
            if (done.isSuccess()) {
                var rest = transfer.moved(bytes);
                if (rest.isZero()) {
                    channel.read();
                } else {
                    loop.after(rest, channel::read);
                }
            } else {
                drop();
            }
        });
    }

    /** Whether anything has moved lately. */
    private void look() {
        var left = transfer.patience();
        if (left.isZero()) {
            drop();
        } else {
            timer = loop.after(left, this::look);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel();
        }
        meetings.leave(stream, this);
        if (other != null) {
            over();
        }
    }

    /** The other side gets what was sent before the end, then the end. */
    private void over() {
        transfer.end();
        other.channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        drop();
    }

    @Override
    public void drop() {
        channel.close();
    }
}
