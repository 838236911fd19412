package offhook.voicemail.rtp.transport;

import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import offhook.voicemail.rtp.Datagrams.Port;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port where the system has epoll: its socket is written to by whatever thread sends, and its loop only reads. */
final class EpollPort implements Port {

    private static final Logger LOG = LoggerFactory.getLogger(EpollPort.class);

    private static final ThreadLocal<ByteBuffer> OUT =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(UdpDatagrams.LONGEST));

    private final UnixChannel channel;
    private final Socket socket;
    private boolean isClosed;

    EpollPort(UnixChannel channel) {
        this.channel = channel;
        this.socket = (Socket) channel.fd();
    }

    /** What the system does not take at once is lost: late speech is worth nothing. */
    @Override
    public void send(byte[] data, int length, InetSocketAddress to) {
        var out = OUT.get().clear().put(data, 0, length);
        try {
            write(out, length, to);
        } catch (IOException e) {
            LOG.debug("To {}: {}", to, e.toString());
        }
    }

    /** Once it is closed, its number may be that of another connection. */
    private synchronized void write(ByteBuffer out, int length, InetSocketAddress to) throws IOException {
        if (!isClosed && channel.isOpen()) {
            socket.sendTo(out, 0, length, to.getAddress(), to.getPort());
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        channel.close();
    }
}
