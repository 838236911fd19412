package offhook.voicemail.sound;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import offhook.voicemail.audio.UnsuitableAudio;

/** MPEG audio, a frame at a time; of two channels there is the mean. */
final class Mp3Sound implements SoundStream {

    private static final int TAG_HEADER = 10;

    private final Bitstream in;
    private final Decoder decoder = new Decoder();
    private final int rate;
    private short[] decoded = new short[0];
    private int at;
    private Header next;

    private Mp3Sound(Bitstream in, Header first) {
        this.in = in;
        this.next = first;
        this.rate = first.frequency();
    }

    static Mp3Sound open(BufferedInputStream file) throws IOException, UnsuitableAudio {
        skipTags(file);
        var in = new Bitstream(file);
        try {
            var first = in.readFrame();
            if (first == null || first.frequency() < 8000) {
                throw new UnsuitableAudio("there is no MPEG audio in it");
            }
            return new Mp3Sound(in, first);
        } catch (JavaLayerException | RuntimeException e) {
            throw new UnsuitableAudio("its MPEG audio cannot be read", e);
        }
    }

    /** ID3v2: the decoder would make room for as much as the tag says that it has, which is up to 256 MB. */
    private static void skipTags(BufferedInputStream in) throws IOException, UnsuitableAudio {
        while (true) {
            in.mark(TAG_HEADER);
            var header = in.readNBytes(TAG_HEADER);
            if (header.length < TAG_HEADER || header[0] != 'I' || header[1] != 'D' || header[2] != '3') {
                in.reset();
                return;
            }
            long size = 0;
            for (int i = 6; i < TAG_HEADER; i++) {
                size = size << 7 | (header[i] & 0x7F);
            }
            try {
                in.skipNBytes(size);
            } catch (EOFException e) {
                throw new UnsuitableAudio("there is no MPEG audio in it", e);
            }
        }
    }

    @Override
    public int rate() {
        return rate;
    }

    @Override
    public int read(short[] into) throws IOException, UnsuitableAudio {
        int filled = 0;
        while (filled < into.length && (at < decoded.length || frame())) {
            int part = Math.min(into.length - filled, decoded.length - at);
            System.arraycopy(decoded, at, into, filled, part);
            at += part;
            filled += part;
        }
        return filled;
    }

    /** The decoder meets bytes that nobody has written on purpose with all kinds of exceptions. */
    private boolean frame() throws UnsuitableAudio {
        try {
            if (next == null) {
                return false;
            }
            if (next.frequency() != rate) {
                throw new UnsuitableAudio("its MPEG audio changes its rate");
            }
            var pcm = (SampleBuffer) decoder.decodeFrame(next, in);
            take(pcm);
            in.closeFrame();
            next = in.readFrame();
            return true;
        } catch (JavaLayerException | RuntimeException e) {
            throw new UnsuitableAudio("its MPEG audio cannot be decoded", e);
        }
    }

    private void take(SampleBuffer pcm) {
        int channels = pcm.getChannelCount();
        decoded = new short[pcm.getBufferLength() / channels];
        at = 0;
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = channels == 1
                    ? pcm.getBuffer()[i]
                    : (short) ((pcm.getBuffer()[2 * i] + pcm.getBuffer()[2 * i + 1]) / 2);
        }
    }
}
