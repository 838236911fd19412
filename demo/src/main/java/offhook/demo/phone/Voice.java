package offhook.demo.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import offhook.demo.StepFailed;

/** What a caller hears and says: G.711 µ-law in packets of 20 ms (RFC 3550, RFC 3551). It is used by one thread. */
final class Voice implements AutoCloseable {

    private static final Pattern HOST = Pattern.compile("(?m)^c=IN IP4 (\\S+)");
    private static final Pattern PORT = Pattern.compile("(?m)^m=audio (\\d+) ");
    private static final int RATE = 8000;
    private static final int FRAME = RATE / 50;
    private static final int HEADER = 12;
    private static final byte SILENCE = (byte) 0xFF;
    private static final double PITCH = 440;

    /** Whoever has said nothing for so long has finished. */
    private static final Duration PAUSE = Duration.ofMillis(1200);

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress to;
    private final byte[] buffer = new byte[2048];
    private final long began = System.nanoTime();
    private int sent;
    private long loudAt;

    /** @param description where the other side wants to hear */
    Voice(String description) throws IOException {
        to = new InetSocketAddress(
                InetAddress.getByName(found(HOST, description)), Integer.parseInt(found(PORT, description)));
    }

    private static String found(Pattern pattern, String description) {
        var matcher = pattern.matcher(description);
        if (!matcher.find()) {
            throw new StepFailed("a session description without audio: " + description);
        }
        return matcher.group(1);
    }

    /** Listens until the other side has finished, to a greeting and its beep. */
    void listen(Duration patience) throws IOException {
        var silence = new byte[FRAME];
        Arrays.fill(silence, SILENCE);
        while (loudAt == 0 || System.nanoTime() - loudAt < PAUSE.toNanos()) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new StepFailed("waited " + patience.toSeconds() + " s for the greeting to end");
            }
            send(silence);
        }
    }

    /** Whistles for so long; should the other side not have finished after all, until it has listened for so long. */
    void speak(Duration length) throws IOException {
        long from = System.nanoTime();
        var frame = new byte[FRAME];
        for (int i = 0; System.nanoTime() - Math.max(from, loudAt) < length.toNanos(); i++) {
            for (int j = 0; j < FRAME; j++) {
                frame[j] = muLaw((int) (8000 * Math.sin(2 * Math.PI * PITCH * (i * FRAME + j) / RATE)));
            }
            send(frame);
        }
    }

    /** ITU-T G.711 table 2a. */
    private static byte muLaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.abs(sample) + 132;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
        return (byte) ~(sign | exponent << 4 | (magnitude >> (exponent + 3) & 0x0F));
    }

    /** When it is time for it; meanwhile it hears what comes. */
    private void send(byte[] payload) throws IOException {
        hear(began + sent * 20_000_000L);
        var packet = ByteBuffer.allocate(HEADER + FRAME);
        packet.put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sent)
                .putInt(sent * FRAME)
                .putInt(4711);
        packet.put(payload);
        sent++;
        socket.send(new DatagramPacket(packet.array(), packet.capacity(), to));
    }

    private void hear(long until) throws IOException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            socket.setSoTimeout((int) (left / 1_000_000) + 1);
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return;
            }
            for (int i = HEADER; i < packet.getLength(); i++) {
                if ((~buffer[i] & 0x7F) > 0x28) {
                    loudAt = System.nanoTime();
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
