package offhook.voicemail.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The samples of a recording, a part at a time, whatever its header promises. Belongs to who opened it; all of it blocks. */
public final class Samples implements AutoCloseable {

    private final InputStream in;
    private final int rate;
    private long left;

    private Samples(InputStream in, WavHeader header) {
        this.in = in;
        this.rate = header.rate();
        this.left = header.samples();
    }

    /** @throws IOException if it cannot be read, or is no recording of ours */
    public static Samples open(Path wav) throws IOException {
        try (var file = FileChannel.open(wav, StandardOpenOption.READ)) {
            var header = WavHeader.read(file).orElseThrow(() -> new IOException("no recording of ours"));
            var in = new BufferedInputStream(Files.newInputStream(wav));
            in.skipNBytes(WavHeader.SIZE);
            return new Samples(in, header);
        }
    }

    /** A second. */
    public int rate() {
        return rate;
    }

    /** Says how many it read; 0 at the end. */
    public int read(short[] into) throws IOException {
        int most = (int) Math.min(into.length, left);
        var bytes = in.readNBytes(2 * most);
        int samples = bytes.length / 2;
        for (int i = 0; i < samples; i++) {
            into[i] = (short) ((bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8));
        }
        left = samples < most ? 0 : left - samples;
        return samples;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
