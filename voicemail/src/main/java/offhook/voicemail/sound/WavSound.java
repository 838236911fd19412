package offhook.voicemail.sound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.codec.Companding;

/**
 * WAV with samples that are an octet or two each: plain, 8 or 16 bits, or G.711. Of several channels there is the mean. A
 * data chunk that promises more than there is ends where the file ends.
 */
final class WavSound implements SoundStream {

    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int GSM = 0x31;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int MOST_CHUNKS = 100;

    private final InputStream data;
    private final Format format;
    private final byte[] octets;

    private WavSound(InputStream data, Format format) {
        this.data = data;
        this.format = format;
        this.octets = new byte[4096 / format.frame() * format.frame()];
    }

    /** Makes a sample of what stands at a place. */
    @FunctionalInterface
    private interface Sample {
        int at(byte[] octets, int offset);
    }

    private record Format(int tag, int channels, int rate, int bits) {

        int frame() {
            return channels * bits / 8;
        }

        Sample sample() throws UnsuitableAudio {
            if (tag == PCM && bits == 16) {
                return (octets, at) -> (octets[at] & 0xFF) | octets[at + 1] << 8;
            }
            if (tag == PCM && bits == 8) {
                return (octets, at) -> ((octets[at] & 0xFF) - 128) << 8;
            }
            if (tag == MU_LAW && bits == 8) {
                return (octets, at) -> Companding.MU_LAW.sample(octets[at]);
            }
            if (tag == A_LAW && bits == 8) {
                return (octets, at) -> Companding.A_LAW.sample(octets[at]);
            }
            throw new UnsuitableAudio("the format " + tag + " of this WAV file, with " + bits + " bits, is not known");
        }
    }

    /** @throws UnsuitableAudio if it is of a kind that we cannot decode */
    static SoundStream open(InputStream file) throws IOException, UnsuitableAudio {
        var in = new DataInputStream(file);
        try {
            in.skipNBytes(8);
            if (!name(in).equals("WAVE")) {
                throw new UnsuitableAudio("this is no WAV file");
            }
            return open(in);
        } catch (EOFException e) {
            throw new UnsuitableAudio("this is no whole WAV file", e);
        }
    }

    private static SoundStream open(DataInputStream in) throws IOException, UnsuitableAudio {
        Format format = null;
        for (int i = 0; i < MOST_CHUNKS; i++) {
            var chunk = name(in);
            long size = Integer.reverseBytes(in.readInt()) & 0xFFFFFFFFL;
            if (chunk.equals("data") && format != null) {
                return of(new Limited(in, size), format);
            }
            if (chunk.equals("fmt ")) {
                format = format(in, size);
            } else {
                in.skipNBytes(size + (size & 1));
            }
        }
        throw new UnsuitableAudio("this WAV file does not begin");
    }

    private static SoundStream of(InputStream data, Format format) throws UnsuitableAudio {
        if (format.tag == GSM && format.channels == 1 && format.rate == 8000) {
            return GsmSound.ofPairs(data);
        }
        format.sample(); // fails here rather than later
        if (format.channels < 1 || format.channels > 2 || format.rate < 8000 || format.rate > 48_000) {
            throw new UnsuitableAudio("it has " + format.channels + " channels at " + format.rate
                    + " Hz; one or two at 8000 to 48000 are right");
        }
        return new WavSound(data, format);
    }

    private static Format format(DataInputStream in, long size) throws IOException, UnsuitableAudio {
        if (size < 16 || size > 1024) {
            throw new UnsuitableAudio("its format cannot be read");
        }
        var octets = new byte[(int) (size + (size & 1))];
        in.readFully(octets);
        var buffer = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        int tag = buffer.getShort(0) & 0xFFFF;
        // The real one is the beginning of a GUID.
        int real = tag == EXTENSIBLE && size >= 26 ? buffer.getShort(24) & 0xFFFF : tag;
        return new Format(real, buffer.getShort(2), buffer.getInt(4), buffer.getShort(14));
    }

    private static String name(DataInputStream in) throws IOException {
        var octets = new byte[4];
        in.readFully(octets);
        return new String(octets, ISO_8859_1);
    }

    @Override
    public int rate() {
        return format.rate;
    }

    @Override
    public int read(short[] into) throws IOException, UnsuitableAudio {
        int frame = format.frame();
        int most = Math.min(into.length * frame, octets.length);
        int samples = data.readNBytes(octets, 0, most) / frame;
        var sample = format.sample();
        for (int i = 0; i < samples; i++) {
            int sum = 0;
            for (int channel = 0; channel < format.channels; channel++) {
                sum += sample.at(octets, i * frame + channel * format.bits / 8);
            }
            into[i] = (short) (sum / format.channels);
        }
        return samples;
    }

    /** The first octets of a stream. */
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int octet = left > 0 ? super.read() : -1;
            left -= octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = left > 0 ? super.read(into, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(0, read);
            return read;
        }
    }
}
