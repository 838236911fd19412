package offhook.voicemail.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/** The decoder of RFC 6716, with the concealment that belongs to it; two channels become one. */
final class OpusSpeech implements Decoder {

    private static final int RATE = Encoding.OPUS.rate();

    /** RFC 6716 §2.1.4: 120 ms. */
    private static final int LONGEST_PACKET = RATE * 120 / 1000;

    /** What can be concealed at once: 20 ms. */
    private static final int FRAME = RATE / 50;

    private final OpusDecoder opus;
    private final short[] guess = new short[FRAME];

    OpusSpeech() {
        try {
            opus = new OpusDecoder(RATE, 1);
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
            return Math.max(0, opus.decode(packet, offset, length, into, 0, LONGEST_PACKET, false));
        } catch (OpusException | RuntimeException | AssertionError malformed) {
            opus.resetState();
            return 0;
        }
    }

    @Override
    public void conceal(short[] into, int offset, int samples) {
        for (int done = 0; done < samples; done += FRAME) {
            int part = Math.min(FRAME, samples - done);
            guess();
            System.arraycopy(guess, 0, into, offset + done, part);
        }
    }

    private void guess() {
        try {
            opus.decode(null, 0, 0, guess, 0, FRAME, false);
        } catch (OpusException | RuntimeException afterMalformed) {
            opus.resetState();
            Arrays.fill(guess, (short) 0);
        }
    }
}
