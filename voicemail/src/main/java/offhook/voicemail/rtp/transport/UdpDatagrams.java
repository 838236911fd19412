package offhook.voicemail.rtp.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.work.Loop;
import offhook.voicemail.rtp.Datagrams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** UDP, with epoll where the system has it. Safe to share. */
public final class UdpDatagrams implements Datagrams {

    /** More than a packet of speech ever has; the rest of a longer one is cut, and then it is none. */
    static final int LONGEST = 2048;

    private static final int SOCKET_BUFFER = 128 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(UdpDatagrams.class);

    private final EventLoops loops;
    private final Departures departures = new Departures();
    private final Map<Loop, byte[]> read = new ConcurrentHashMap<>(); // what a loop reads, one packet after the other

    public UdpDatagrams(EventLoops loops) {
        this.loops = loops;
    }

    /** @param loop one of the event loops, and the one that we are on */
    @Override
    public Optional<Port> open(Loop loop, InetSocketAddress at, Receiver receiver) {
        if (!(loop instanceof NettyLoop netty) || !loop.here()) {
            throw new IllegalArgumentException("a port is opened on its event loop");
        }
        Channel channel = loops.epoll() ? new EpollDatagramChannel() : new NioDatagramChannel();
        var config = channel.config();
        config.setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER);
        config.setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER);
        // One packet comes in 20 ms: to look for a second one would be a system call for nothing.
        config.setOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST).maxMessagesPerRead(1));
        var data = read.computeIfAbsent(loop, one -> new byte[LONGEST]);
        channel.pipeline().addLast(new Handler(receiver, data));
        netty.netty().register(channel);
        // On the loop itself both are done when they return.
        var bound = channel.bind(NetUtil.isIpV4StackPreferred() ? at : both(at));
        if (!bound.isSuccess()) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel instanceof UnixChannel unix ? new EpollPort(unix) : new NettyPort(channel));
    }

    @Override
    public void leave(long nanos, List<Parcel> parcels) {
        departures.at(nanos, parcels);
    }

    /** All addresses are those of IPv4 and of IPv6, which one socket can serve if it is told so. */
    private static InetSocketAddress both(InetSocketAddress at) {
        try {
            return at.getAddress().isAnyLocalAddress()
                    ? new InetSocketAddress(InetAddress.getByAddress(new byte[16]), at.getPort())
                    : at;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    private static final class Handler extends SimpleChannelInboundHandler<DatagramPacket> {

        private final Receiver receiver;
        private final byte[] data;

        Handler(Receiver receiver, byte[] data) {
            this.receiver = receiver;
            this.data = data;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            int length = Math.min(packet.content().readableBytes(), LONGEST);
            packet.content().readBytes(data, 0, length);
            receiver.received(data, length, packet.sender());
        }

        /** An ICMP error, mostly: that nobody is there is seen by the silence as well. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("On {}: {}", context.channel().localAddress(), cause.toString());
        }
    }
}
