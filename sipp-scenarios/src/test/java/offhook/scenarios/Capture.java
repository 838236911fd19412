package offhook.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * What a caller says and presses, as a capture that SIPp plays: RTP of mu-law, and keys as events of RFC 4733, all of one
 * source and every 20 ms. SIPp writes its own addresses and ports into it.
 */
final class Capture {

    private static final int FRAME = 160; // samples of 8000 Hz, and octets of mu-law
    private static final int MILLISECONDS = 20;
    private static final byte SILENCE = (byte) 0xFF;

    private static final int SPEECH = 0;
    private static final int EVENTS = 101;
    private static final int MARKER = 0x80;
    private static final String KEYS = "0123456789*#";
    private static final int LASTS = 5; // frames of a key, and its end is said three times
    private static final int ENDS = 3;

    private static final int ETHERNET = 14;
    private static final int HEADERS = ETHERNET + 20 + 8 + 12;

    private final ByteArrayOutputStream packets = new ByteArrayOutputStream();
    private int frames;

    /** Whether SIPp may send it: root, or somebody with CAP_NET_RAW. */
    static boolean canBeSent() {
        try (var status = Files.lines(Path.of("/proc/self/status"))) {
            return status.filter(line -> line.startsWith("CapEff:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> 13 & 1) == 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Capture isSilent(Duration time) {
        var silence = new byte[FRAME];
        Arrays.fill(silence, SILENCE);
        for (long i = 0; i < time.toMillis() / MILLISECONDS; i++) {
            add(SPEECH, frames * FRAME, silence);
        }
        return this;
    }

    Capture says(SpokenTone tone) {
        var octets = tone.muLaw();
        for (int at = 0; at + FRAME <= octets.length; at += FRAME) {
            add(SPEECH, frames * FRAME, Arrays.copyOfRange(octets, at, at + FRAME));
        }
        return this;
    }

    /** One after the other, with a pause behind each. */
    Capture presses(String keys) {
        keys.chars().forEach(key -> press((char) key));
        return this;
    }

    private void press(char key) {
        int began = frames * FRAME;
        for (int i = 1; i < LASTS + ENDS; i++) {
            boolean isEnd = i >= LASTS;
            add(i == 1 ? EVENTS | MARKER : EVENTS, began, event(key, isEnd, Math.min(i, LASTS)));
        }
        isSilent(Duration.ofMillis(100));
    }

    /** RFC 4733 §2.3. */
    private static byte[] event(char key, boolean isEnd, int lasted) {
        return ByteBuffer.allocate(4)
                .put((byte) KEYS.indexOf(key))
                .put((byte) (isEnd ? 0x8A : 0x0A))
                .putShort((short) (lasted * FRAME))
                .array();
    }

    private void add(int type, int timestamp, byte[] payload) {
        int length = HEADERS + payload.length;
        long microseconds = 1000L * MILLISECONDS * frames;
        var packet = ByteBuffer.allocate(16 + length);
        packet.putInt((int) (microseconds / 1_000_000)).putInt((int) (microseconds % 1_000_000));
        packet.putInt(length).putInt(length);
        packet.position(packet.position() + 12).putShort((short) 0x0800);
        packet.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (length - ETHERNET))
                .putInt(0);
        packet.put((byte) 64)
                .put((byte) 17)
                .putShort((short) 0)
                .putInt(0x7F000001)
                .putInt(0x7F000001);
        packet.putShort((short) 6000)
                .putShort((short) 6000)
                .putShort((short) (length - ETHERNET - 20))
                .putShort((short) 0);
        packet.put((byte) 0x80)
                .put((byte) type)
                .putShort((short) frames)
                .putInt(timestamp)
                .putInt(0x0FF400C5);
        packets.writeBytes(packet.put(payload).array());
        frames++;
    }

    Duration length() {
        return Duration.ofMillis((long) MILLISECONDS * frames);
    }

    /** As libpcap does, of Ethernet. */
    Path write(Path file) throws IOException {
        var header =
                ByteBuffer.allocate(24).putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
        header.putLong(0).putInt(65_535).putInt(1);
        try (var out = Files.newOutputStream(file)) {
            out.write(header.array());
            packets.writeTo(out);
        }
        return file;
    }
}
