package offhook.voicemail.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import offhook.voicemail.audio.Resampler;

/** The decoder of RFC 6716, with the concealment that belongs to it; two channels become one. */
final class OpusSpeech implements Decoder {

    /** At any lower rate the library loses packets of the hybrid mode, which most senders use. */
    private static final int FULL = 48_000;

    /** RFC 6716 §2.1.4: 120 ms. */
    private static final int LONGEST_PACKET = FULL * 120 / 1000;

    /** What can be concealed at once: 20 ms. */
    private static final int FRAME = FULL / 50;

    private final OpusDecoder opus;
    private final short[] full = new short[LONGEST_PACKET];
    private final Resampler resampler = new Resampler(FULL, Encoding.OPUS.rate());
    private final short[] guess = new short[resampler.most(FRAME)];

    OpusSpeech() {
        try {
            opus = new OpusDecoder(FULL, 1);
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hostile bytes are refused with an exception, or run over the end of an array somewhere within. */
    @Override
    public int decode(byte[] packet, int offset, int length, short[] into) {
        if (length == 0) {
            return 0;
        }
        try {
            int samples = Math.max(0, opus.decode(packet, offset, length, full, 0, LONGEST_PACKET, false));
            return resampler.resample(full, samples, into, 0);
        } catch (OpusException | RuntimeException | AssertionError malformed) {
            opus.resetState();
            return 0;
        }
    }

    @Override
    public void conceal(short[] into, int offset, int samples) {
        for (int done = 0; done < samples; ) {
            guess();
            int part = Math.min(resampler.resample(full, FRAME, guess, 0), samples - done);
            System.arraycopy(guess, 0, into, offset + done, part);
            done += part;
        }
    }

    private void guess() {
        try {
            opus.decode(null, 0, 0, full, 0, FRAME, false);
        } catch (OpusException | RuntimeException | AssertionError afterMalformed) {
            opus.resetState();
            Arrays.fill(full, 0, FRAME, (short) 0);
        }
    }
}
