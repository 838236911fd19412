package offhook.voicemail.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * The first 44 bytes of a WAV file of 16-bit samples in one channel. Its two sizes are known only at the end; after a
 * crash they are mended from the length of the file. Safe to share.
 *
 * @param rate samples a second
 * @param bytes of samples that follow
 */
public record WavHeader(int rate, long bytes) {

    public static final int SIZE = 44;

    private static final int RIFF = 0x46464952; // "RIFF", little-endian, as are the others
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746D66;
    private static final int DATA = 0x61746164;

    /** Of a file with so many samples. */
    public static WavHeader of(int rate, long samples) {
        return new WavHeader(rate, 2 * samples);
    }

    public long samples() {
        return bytes / 2;
    }

    public Duration length() {
        return Duration.ofNanos(samples() * 1_000_000_000L / rate);
    }

    /** As it stands in the file, ready to be written. */
    public ByteBuffer encoded() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt((int) (SIZE - 8 + bytes))
                .putInt(WAVE)
                .putInt(FORMAT)
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(2 * rate)
                .putShort((short) 2)
                .putShort((short) 16)
                .putInt(DATA)
                .putInt((int) bytes)
                .flip();
    }

    /** Puts samples behind each other as they stand in the file; the buffer's order has to be little-endian. */
    public static void put(short[] samples, int count, ByteBuffer into) {
        for (int i = 0; i < count; i++) {
            into.putShort(samples[i]);
        }
    }

    /** Reads the header of a file that {@link #encoded} has begun; empty if it has another one, or none. */
    public static Optional<WavHeader> read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0, read = 0; bytes.hasRemaining() && read >= 0; at += read) {
            read = file.read(bytes, at);
        }
        if (bytes.hasRemaining()) {
            return Optional.empty();
        }
        var header = new WavHeader(bytes.getInt(24), bytes.getInt(40) & 0xFFFFFFFFL);
        boolean isOurs =
                header.rate > 0 && header.encoded().putInt(4, bytes.getInt(4)).equals(bytes.flip());
        return isOurs ? Optional.of(header) : Optional.empty();
    }

    /**
     * Writes the sizes that the file really has, and cuts half a sample off its end. Does not sync.
     *
     * @return the header now; empty if the file does not begin with one of ours
     */
    public static Optional<WavHeader> repair(FileChannel file) throws IOException {
        var found = read(file);
        if (found.isEmpty()) {
            return found;
        }
        long bytes = (file.size() - SIZE) & ~1L;
        file.truncate(SIZE + bytes);
        var right = new WavHeader(found.get().rate, bytes);
        var encoded = right.encoded();
        for (int at = 0; encoded.hasRemaining(); ) {
            at += file.write(encoded, at);
        }
        return Optional.of(right);
    }
}
