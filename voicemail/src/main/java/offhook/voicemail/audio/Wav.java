package offhook.voicemail.audio;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads WAV files, which may be anything that somebody uploaded, into memory. */
public final class Wav {

    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FORMAT_CHUNK = 1024;

    private final DataInputStream in;
    private final int longest;
    private int channels;
    private int rate;

    private Wav(InputStream in, int longest) {
        this.in = new DataInputStream(in);
        this.longest = longest;
    }

    /**
     * Reads 16-bit samples at 8000 to 48000 Hz; two channels become one. A data chunk that promises more than there is, as
     * a recording that broke off does, ends where the file ends.
     *
     * @param longest seconds that are taken
     * @throws UnsuitableAudio if it is something else, or longer
     * @throws IOException if it cannot be read
     */
    public static Clip read(InputStream in, int longest) throws IOException, UnsuitableAudio {
        return new Wav(in, longest).read();
    }

    private Clip read() throws IOException, UnsuitableAudio {
        try {
            if (!name().equals("RIFF") || number() == 0 || !name().equals("WAVE")) {
                throw new UnsuitableAudio("this is no WAV file");
            }
            while (true) {
                var chunk = name();
                long size = number();
                switch (chunk) {
                    case "fmt " -> format(size);
                    case "data" -> {
                        return data(size);
                    }
                    default -> in.skipNBytes(size + (size & 1));
                }
            }
        } catch (EOFException e) {
            throw new UnsuitableAudio("this is no whole WAV file", e);
        }
    }

    private void format(long size) throws IOException, UnsuitableAudio {
        if (size < 16 || size > FORMAT_CHUNK) {
            throw new UnsuitableAudio("its format cannot be read");
        }
        var bytes = little(in.readNBytes((int) (size + (size & 1))));
        if (bytes.capacity() < size) {
            throw new EOFException();
        }
        int format = bytes.getShort(0) & 0xFFFF;
        channels = bytes.getShort(2);
        rate = bytes.getInt(4);
        int bits = bytes.getShort(14);
        if ((format != PCM && format != EXTENSIBLE) || bits != 16) {
            throw new UnsuitableAudio("its samples are not plain 16-bit numbers");
        }
        if (channels < 1 || channels > 2) {
            throw new UnsuitableAudio("it has " + channels + " channels; one or two are right");
        }
        if (rate < 8000 || rate > 48_000) {
            throw new UnsuitableAudio("its rate is " + rate + " Hz; 8000 to 48000 are right");
        }
    }

    private Clip data(long size) throws IOException, UnsuitableAudio {
        if (channels == 0) {
            throw new UnsuitableAudio("it does not say its format");
        }
        long most = (long) longest * rate * channels * 2;
        var bytes = in.readNBytes((int) Math.min(size, most + 1));
        if (bytes.length > most) {
            throw new UnsuitableAudio("it is longer than " + longest + " seconds");
        }
        var numbers = little(bytes).asShortBuffer();
        var samples = new short[numbers.remaining() / channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = channels == 1 ? numbers.get(i) : (short) ((numbers.get(2 * i) + numbers.get(2 * i + 1)) / 2);
        }
        return new Clip(rate, samples);
    }

    private String name() throws IOException {
        return new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
    }

    private long number() throws IOException {
        return Integer.reverseBytes(in.readInt()) & 0xFFFFFFFFL;
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
