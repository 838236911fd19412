package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import offhook.runtime.testing.ManualLoop;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Loop;
import offhook.xmpp.stream.ClientStreams;
import offhook.xmpp.stream.Connection;
import offhook.xmpp.stream.ConnectionListener;
import offhook.xmpp.stream.sasl.ChannelBinding;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/** A connection in memory, with a client of bytes at its end. TLS is taken for granted: it begins and is up. */
public final class MemoryConnection implements Connection {

    private final ManualTime time;
    private final ManualLoop loop;
    private final InetAddress peer;
    private final ByteArrayOutputStream unflushed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private ConnectionListener stream;
    private long written;
    private boolean reading = true;
    private boolean stuck;
    private boolean open = true;
    private int flushes;
    private int largest;

    public MemoryConnection(ManualTime time, ClientStreams streams, InetAddress peer) {
        this(time, streams::open, peer);
    }

    /** @param opened what is to live on it */
    public MemoryConnection(ManualTime time, Function<Connection, ConnectionListener> opened, InetAddress peer) {
        this.time = time;
        this.loop = time.loop();
        this.peer = peer;
        loop.execute(() -> stream = opened.apply(this));
        time.run();
    }

    /** The client sends this, and all that it causes is done. */
    public void receive(String xml) {
        receive(xml.getBytes(UTF_8));
    }

    public void receive(byte[] bytes) {
        receive(bytes, 0, bytes.length);
    }

    /** A part of the bytes is a portion of its own. */
    public void receive(byte[] bytes, int from, int length) {
        unread.write(bytes, from, length);
        deliver();
        time.run();
    }

    /** What was sent to the client since it was asked last. */
    public String take() {
        time.run();
        var text = sent.toString(UTF_8);
        sent.reset();
        return text;
    }

    /** The client's side breaks. */
    public void cut() {
        loop.execute(this::gone);
        time.run();
    }

    /** The client reads nothing any more. */
    public void getStuck() {
        stuck = true;
    }

    /** The client reads again. */
    public void recover() {
        stuck = false;
        flush();
    }

    public boolean isOpen() {
        return open;
    }

    public boolean isReading() {
        return reading;
    }

    /** How many times something went out. */
    public int flushes() {
        return flushes;
    }

    /** How many bytes went out at once, at most. */
    public int largest() {
        return largest;
    }

    private void deliver() {
        byte[] bytes = unread.toByteArray();
        if (reading && open && bytes.length > 0) {
            unread.reset();
            loop.execute(() -> {
                if (open) {
                    stream.received(bytes, 0, bytes.length);
                }
            });
        }
    }

    private void gone() {
        if (open) {
            open = false;
            stream.lost();
        }
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InetAddress peer() {
        return peer;
    }

    @Override
    public void write(byte[] bytes) {
        unflushed.writeBytes(bytes);
    }

    @Override
    public void flush() {
        if (open && !stuck && unflushed.size() > 0) {
            sent.writeBytes(unflushed.toByteArray());
            written += unflushed.size();
            largest = Math.max(largest, unflushed.size());
            unflushed.reset();
            flushes++;
        }
    }

    @Override
    public long unwritten() {
        return unflushed.size();
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public void secure() {
        loop.execute(() -> stream.secured(
                new Channel(true, List.of(new ChannelBinding("tls-server-end-point", new byte[32])), List.of())));
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        deliver();
    }

    @Override
    public void close() {
        flush();
        loop.execute(this::gone);
    }

    @Override
    public void abort() {
        loop.execute(this::gone);
    }
}
