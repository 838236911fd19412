package offhook.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** One socket of a UDP port, on one loop. What is sent in one turn of the loop leaves together. Safe to share. */
final class UdpSocket {

    private final Channel channel;
    private final Flusher flusher;

    UdpSocket(Channel channel) {
        this.channel = channel;
        this.flusher = new Flusher(channel);
    }

    Channel channel() {
        return channel;
    }

    boolean isHere() {
        return channel.eventLoop().inEventLoop();
    }

    void send(byte[] datagram, InetSocketAddress to, Consumer<? super IOException> failed) {
        if (isHere()) {
            write(datagram, to, failed);
        } else {
            channel.eventLoop().execute(() -> write(datagram, to, failed));
        }
    }

    /** Where the system takes no more, a datagram is lost, as it might be on any other part of its way. */
    private void write(byte[] datagram, InetSocketAddress to, Consumer<? super IOException> failed) {
        if (!channel.isWritable()) {
            return;
        }
        var buffer = channel.alloc().directBuffer(datagram.length).writeBytes(datagram);
        channel.write(new DatagramPacket(buffer, to)).addListener(written -> {
            if (!written.isSuccess()) {
                failed.accept(new IOException(written.cause()));
            }
        });
        flusher.flushSoon();
    }

    void close() {
        channel.close().awaitUninterruptibly();
    }
}
