package offhook.voicemail.sound;

import java.io.IOException;
import java.io.InputStream;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.codec.GsmDecoder;

/** GSM full rate, a block at a time; half a block at the end is left out. */
final class GsmSound implements SoundStream {

    private static final int RATE = 8000;

    private final GsmDecoder decoder = new GsmDecoder();
    private final InputStream in;
    private final boolean pairs;
    private final short[] decoded;
    private int at;

    private GsmSound(InputStream in, boolean pairs) {
        this.in = in;
        this.pairs = pairs;
        decoded = new short[(pairs ? 2 : 1) * GsmDecoder.SAMPLES];
        at = decoded.length;
    }

    static GsmSound ofFrames(InputStream in) {
        return new GsmSound(in, false);
    }

    /** As they stand in a WAV file. */
    static GsmSound ofPairs(InputStream in) {
        return new GsmSound(in, true);
    }

    @Override
    public int rate() {
        return RATE;
    }

    @Override
    public int read(short[] into) throws IOException, UnsuitableAudio {
        int filled = 0;
        while (filled < into.length && (at < decoded.length || block())) {
            int part = Math.min(into.length - filled, decoded.length - at);
            System.arraycopy(decoded, at, into, filled, part);
            at += part;
            filled += part;
        }
        return filled;
    }

    private boolean block() throws IOException, UnsuitableAudio {
        int size = pairs ? GsmDecoder.PAIR : GsmDecoder.FRAME;
        var octets = in.readNBytes(size);
        if (octets.length < size) {
            return false;
        }
        if (pairs) {
            decoder.pair(octets, 0, decoded, 0);
        } else if (GsmDecoder.isFrame(octets, 0)) {
            decoder.frame(octets, 0, decoded, 0);
        } else {
            throw new UnsuitableAudio("it goes on as no GSM file does");
        }
        at = 0;
        return true;
    }
}
