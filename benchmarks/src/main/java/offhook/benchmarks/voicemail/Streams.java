package offhook.benchmarks.voicemail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The audio of many callers: each sends a packet of G.711 every 20 ms, all evenly spread over these, and notes when the
 * packets for it come. One thread does all of it.
 */
final class Streams implements AutoCloseable {

    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int HEADER = 12;
    private static final int SAMPLES = 160;

    private final Selector selector = Selector.open();
    private final List<Stream> streams = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
    private long sent;
    private long late;
    private long lookedAt = System.nanoTime();
    private long longestUnseen;

    /** One caller. */
    private static final class Stream {

        private final DatagramChannel channel;
        private final Arrivals arrivals = new Arrivals();
        private InetSocketAddress to;
        private int sequence;

        Stream(DatagramChannel channel) {
            this.channel = channel;
        }
    }

    Streams(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var channel = DatagramChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.configureBlocking(false);
            var stream = new Stream(channel);
            channel.register(selector, SelectionKey.OP_READ, stream);
            streams.add(stream);
        }
    }

    /** Where each waits. */
    List<Integer> ports() throws IOException {
        var ports = new ArrayList<Integer>();
        for (var stream : streams) {
            ports.add(((InetSocketAddress) stream.channel.getLocalAddress()).getPort());
        }
        return ports;
    }

    /** Talks for that long, each to its place. */
    void run(List<InetSocketAddress> places, Duration length) throws IOException {
        for (int i = 0; i < places.size(); i++) {
            streams.get(i).to = places.get(i);
        }
        long each = BEAT / streams.size();
        long began = System.nanoTime();
        long packets = length.toNanos() / BEAT * streams.size();
        for (long i = 0; i < packets; i++) {
            long due = began + i * each;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                receive(due - now);
            }
            late += System.nanoTime() - due > BEAT ? 1 : 0;
            send(streams.get((int) (i % streams.size())));
        }
        receive(BEAT);
    }

    private void send(Stream stream) throws IOException {
        buffer.clear();
        buffer.put((byte) 0x80).put((byte) 0).putShort((short) stream.sequence);
        buffer.putInt(SAMPLES * stream.sequence).putInt(stream.to.getPort());
        for (int i = 0; i < SAMPLES; i++) {
            buffer.put((byte) (i % 16 < 8 ? 0x10 : 0x90)); // 500 Hz, loud
        }
        stream.sequence++;
        sent += stream.channel.send(buffer.flip(), stream.to) == HEADER + SAMPLES ? 1 : 0;
    }

    /** Reads what is there, or waits for it: a select cannot wait for less than a millisecond. */
    void receive(long nanos) throws IOException {
        long began = System.nanoTime();
        var ready = nanos < 1_000_000 ? selector.selectNow() : selector.select(nanos / 1_000_000);
        long now = System.nanoTime();
        long before = lookedAt;
        lookedAt = now;
        longestUnseen = Math.max(longestUnseen, began - before);
        if (ready == 0) {
            Thread.onSpinWait();
            return;
        }
        for (var key : selector.selectedKeys()) {
            var stream = (Stream) key.attachment();
            buffer.clear();
            while (stream.channel.receive(buffer) != null) {
                if (isReport(buffer)) {
                    buffer.clear();
                    continue;
                }
                stream.arrivals.came(buffer.getShort(2) & 0xFFFF, buffer.get(1) < 0, before, now);
                buffer.clear();
            }
        }
        selector.selectedKeys().clear();
    }

    /** RFC 5761 §4: RTCP goes to the port above that of its stream, which may be that of another one here. */
    private static boolean isReport(ByteBuffer packet) {
        int type = packet.get(1) & 0xFF;
        return type >= 192 && type <= 223;
    }

    /** Packets that were sent. */
    long sent() {
        return sent;
    }

    /** Those of them that left more than 20 ms after their time: then this side was too slow to tell anything. */
    long late() {
        return late;
    }

    /** Packets that came, of all streams. */
    long received() {
        return streams.stream().mapToLong(stream -> stream.arrivals.count()).sum();
    }

    /** By how much the worst packet that came was off its beat, in milliseconds; not counting where nobody looked. */
    double worst() {
        return worst(Arrivals::worst);
    }

    /** The same as it was seen. */
    double worstSeen() {
        return worst(Arrivals::worstSeen);
    }

    /** The highest interarrival jitter (RFC 3550 §6.4.1) that any stream had at any moment, in milliseconds. */
    double jitter() {
        return worst(Arrivals::jitter);
    }

    private double worst(ToDoubleFunction<Arrivals> of) {
        return streams.stream()
                .mapToDouble(stream -> of.applyAsDouble(stream.arrivals))
                .max()
                .orElse(0);
    }

    /** The longest that this side did not look, in milliseconds. */
    double longestUnseen() {
        return longestUnseen / 1e6;
    }

    /** Packets that were sent to us and did not come. */
    long missing() {
        return streams.stream().mapToLong(stream -> stream.arrivals.missing()).sum();
    }

    @Override
    public void close() throws IOException {
        for (var stream : streams) {
            stream.channel.close();
        }
        selector.close();
    }
}
