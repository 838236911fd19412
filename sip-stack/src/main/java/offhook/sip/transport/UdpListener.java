package offhook.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import offhook.runtime.net.EventLoops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP port: one socket for each loop where the system lets them share it, so that a loop sends what it answers itself.
 * Datagrams are read and written in batches. Safe to share.
 */
final class UdpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

    /** Datagrams of one system call. */
    private static final int BATCH = 16;

    /** Peers that are remembered, a power of two. */
    private static final int RECENT = 1024;

    private static final int SOCKET_BUFFER = 4 * 1024 * 1024;

    private final List<UdpSocket> sockets;
    private final LocalSide local;
    private final AtomicReferenceArray<UdpFlow> recent = new AtomicReferenceArray<>(RECENT);

    private UdpListener(List<UdpSocket> sockets, LocalSide local) {
        this.sockets = List.copyOf(sockets);
        this.local = local;
    }

    /** @throws IOException if the port cannot be had */
    static UdpListener bind(EventLoops loops, InetSocketAddress address, Inbound inbound) throws IOException {
        assertFree(address);
        var sockets = new ArrayList<UdpSocket>();
        var receiver = new Receiver(inbound);
        var at = address;
        for (var loop : loops.epoll() ? loops.loops() : loops.loops().subList(0, 1)) {
            ChannelFuture bound = bootstrap(loops, inbound.reader().limits().datagram() + 1)
                    .group(loop.netty())
                    .handler(receiver)
                    .bind(at)
                    .awaitUninterruptibly();
            if (!bound.isSuccess()) {
                sockets.forEach(UdpSocket::close);
                throw new IOException(bound.cause().getMessage(), bound.cause());
            }
            sockets.add(new UdpSocket(bound.channel()));
            at = new InetSocketAddress(
                    address.getAddress(), ((InetSocketAddress) bound.channel().localAddress()).getPort());
        }
        var listener = new UdpListener(sockets, new LocalSide(address.getAddress(), at.getPort()));
        receiver.listener = listener;
        return listener;
    }

    /** With a shared port the system would let a second server in without a word. */
    private static void assertFree(InetSocketAddress address) throws IOException {
        try (var probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(address);
        }
    }

    private static Bootstrap bootstrap(EventLoops loops, int longest) {
        var bootstrap = new Bootstrap()
                .channel(loops.datagramChannel())
                // The buffer of a batch is more than Netty's default allocator keeps for the next time.
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(SOCKET_BUFFER / 2, SOCKET_BUFFER));
        if (!loops.epoll()) {
            return bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(longest));
        }
        return bootstrap
                .option(EpollChannelOption.SO_REUSEPORT, true)
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, longest)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new WholeBatches(BATCH, longest));
    }

    LocalSide local() {
        return local;
    }

    /** The same one for a peer that was here of late: each transaction of its holds one for half a minute. */
    Flow flow(InetSocketAddress remote) {
        int slot = remote.hashCode() & (RECENT - 1);
        var known = recent.get(slot);
        if (known != null && known.remote().equals(remote)) {
            return known;
        }
        var flow = new UdpFlow(this, remote);
        recent.set(slot, flow);
        return flow;
    }

    void send(byte[] datagram, InetSocketAddress to, Consumer<? super IOException> failed) {
        here().send(datagram, to, failed);
    }

    /** The socket of the loop we are on, so that sending needs no hand-over. */
    private UdpSocket here() {
        for (var socket : sockets) {
            if (socket.isHere()) {
                return socket;
            }
        }
        return sockets.get(0);
    }

    @Override
    public void close() {
        sockets.forEach(UdpSocket::close);
    }

    @Sharable
    private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {

        private final Inbound inbound;
        private volatile UdpListener listener; // set when all sockets are bound; what comes before is lost

        Receiver(Inbound inbound) {
            this.inbound = inbound;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var to = listener;
            if (to == null) {
                return;
            }
            byte[] bytes = ByteBufUtil.getBytes(packet.content());
            var flow = to.flow(packet.sender());
            if (Stun.isStun(bytes)) {
                byte[] answer = Stun.answer(bytes, packet.sender());
                if (answer != null) {
                    flow.send(answer, unsent -> {});
                }
            } else {
                inbound.datagram(bytes, flow);
            }
        }

        /** An ICMP error, mostly, which names nobody. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("On {}: {}", context.channel().localAddress(), cause.toString());
        }
    }
}
