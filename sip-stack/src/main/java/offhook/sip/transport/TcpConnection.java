package offhook.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** One connection of TCP, TLS or WebSocket, in whichever direction it was opened. What is sent before it stands waits for it. Safe to share. */
final class TcpConnection implements Flow {

    private final Protocol protocol;
    private final InetSocketAddress remote;
    private final StreamLimits limits;
    private final Channel channel;
    private final Flusher flusher;
    private final LocalSide local;

    private volatile boolean open = true;

    // Belong to the channel's loop.
    private Queue<Waiting> waiting; // null once the connection stands
    private int waitingBytes;

    private record Waiting(byte[] message, Consumer<? super IOException> failed) {}

    /** @param connecting whether it is still to be accepted by the peer */
    TcpConnection(
            Channel channel,
            Protocol protocol,
            InetSocketAddress remote,
            LocalSide local,
            StreamLimits limits,
            boolean connecting) {
        this.channel = channel;
        this.protocol = protocol;
        this.remote = remote;
        this.local = local;
        this.limits = limits;
        this.flusher = new Flusher(channel);
        this.waiting = connecting ? new ArrayDeque<>() : null;
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String sentBy() {
        return local.sentBy(remote.getAddress());
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void send(byte[] message, Consumer<? super IOException> failed) {
        if (channel.eventLoop().inEventLoop()) {
            write(message, failed);
        } else {
            channel.eventLoop().execute(() -> write(message, failed));
        }
    }

    private void write(byte[] message, Consumer<? super IOException> failed) {
        if (!open) {
            failed.accept(new IOException("connection closed"));
        } else if (waiting != null) {
            await(message, failed);
        } else {
            channel.write(Unpooled.wrappedBuffer(message)).addListener(written -> {
                if (!written.isSuccess()) {
                    failed.accept(new IOException(written.cause()));
                }
            });
            flusher.flushSoon();
            if (channel.bytesBeforeWritable() > limits.waiting()) {
                close();
            }
        }
    }

    private void await(byte[] message, Consumer<? super IOException> failed) {
        waitingBytes += message.length;
        if (waitingBytes > limits.waiting()) {
            failed.accept(new IOException("too much waits for the connection"));
        } else {
            waiting.add(new Waiting(message, failed));
        }
    }

    /** The connection stands, or could not be made; on the channel's loop. */
    void connected(Throwable failure) {
        var sent = waiting;
        waiting = null;
        open = failure == null;
        for (var each : sent) {
            write(each.message, each.failed);
        }
    }

    /** The channel is closed; on its loop. */
    void closed() {
        open = false;
    }

    /** Cuts the connection; what waits fails. */
    void close() {
        open = false;
        channel.close().addListener(closed -> open = false);
    }

    /** Sends what waits, and then closes. */
    void closeAfterSending() {
        open = false;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public String toString() {
        return protocol + " " + remote;
    }
}
