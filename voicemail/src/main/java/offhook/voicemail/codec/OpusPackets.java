package offhook.voicemail.codec;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/** The encoder of RFC 6716 for prompts and greetings: wideband speech at 24 kbit/s. */
final class OpusPackets implements Encoder {

    private static final int BITRATE = 24_000;

    /** Each step up costs more time than anybody hears on a phone. */
    private static final int COMPLEXITY = 3;

    private final OpusEncoder opus;

    OpusPackets() {
        try {
            opus = new OpusEncoder(Encoding.OPUS.rate(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
            opus.setBitrate(BITRATE);
            opus.setComplexity(COMPLEXITY);
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int encode(short[] pcm, int samples, byte[] into, int offset) {
        try {
            return opus.encode(pcm, 0, samples, into, offset, into.length - offset);
        } catch (OpusException e) {
            throw new IllegalStateException("of " + samples + " samples", e);
        }
    }
}
