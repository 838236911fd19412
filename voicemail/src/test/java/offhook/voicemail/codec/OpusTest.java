package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.stream.IntStream;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What senders choose for themselves: the modes and bandwidths of RFC 6716 §3.1, one channel and two. */
class OpusTest {

    private static final int FULL = 48_000;

    /**
     * @param first of the configurations in table 2 that this sender is expected to use
     * @param last of them
     */
    @ParameterizedTest
    @CsvSource({
        "VOIP, 8000, 10000, 1, 0, 3",
        "VOIP, 16000, 20000, 1, 4, 11",
        "VOIP, 48000, 32000, 1, 12, 15",
        "VOIP, 48000, 48000, 2, 12, 15",
        "AUDIO, 48000, 96000, 2, 16, 31"
    })
    void everyModeIsHeard(String use, int rate, int bitrate, int channels, int first, int last) throws OpusException {
        var encoder = new OpusEncoder(rate, channels, OpusApplication.valueOf("OPUS_APPLICATION_" + use));
        encoder.setBitrate(bitrate);
        var tone = Sound.tone(rate, 700, 1000);
        var decoder = Encoding.OPUS.decoder();
        var packet = new byte[1500];
        var frame = new short[Decoder.LONGEST];
        var heard = new short[16_000];
        int configuration = -1;
        for (int i = 0; i < 50; i++) {
            var pcm = channels(Sound.part(tone, i * rate / 50, (i + 1) * rate / 50), channels);
            int length = encoder.encode(pcm, 0, rate / 50, packet, 0, packet.length);
            configuration = (packet[0] & 0xFF) >> 3;
            assertThat(decoder.decode(packet, 0, length, frame)).isEqualTo(320);
            System.arraycopy(frame, 0, heard, 320 * i, 320);
        }
        assertThat(configuration).isBetween(first, last);
        assertThat(Sound.purity(Sound.part(heard, 4800, 14_400), 16_000, 700)).isGreaterThan(0.95);
    }

    private static short[] channels(short[] pcm, int channels) {
        var all = new short[pcm.length * channels];
        IntStream.range(0, all.length).forEach(i -> all[i] = pcm[i / channels]);
        return all;
    }

    /** §3.2: several frames in a packet, up to 120 ms. */
    @ParameterizedTest
    @CsvSource({"20, 320", "40, 640", "60, 960", "10, 160"})
    void packetsMayHaveAnyLength(int milliseconds, int samples) throws OpusException {
        var encoder = new OpusEncoder(FULL, 1, OpusApplication.OPUS_APPLICATION_VOIP);
        var packet = new byte[1500];
        int length = encoder.encode(
                Sound.tone(FULL, 700, milliseconds), 0, FULL * milliseconds / 1000, packet, 0, packet.length);
        assertThat(Encoding.OPUS.decoder().decode(packet, 0, length, new short[Decoder.LONGEST]))
                .isEqualTo(samples);
    }
}
