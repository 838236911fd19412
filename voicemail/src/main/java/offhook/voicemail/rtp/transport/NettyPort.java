package offhook.voicemail.rtp.transport;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import offhook.voicemail.rtp.Datagrams.Port;

/** A port on systems without epoll: what other threads send leaves with the next turn of its loop. */
record NettyPort(Channel channel) implements Port {

    /** What the system does not take at once is lost: late speech is worth nothing. */
    @Override
    public void send(byte[] data, int length, InetSocketAddress to) {
        if (channel.isWritable()) {
            var buffer = channel.alloc().directBuffer(length).writeBytes(data, 0, length);
            channel.writeAndFlush(new DatagramPacket(buffer, to));
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
