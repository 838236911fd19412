package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * The files under {@code gsm/} were encoded and decoded by libgsm 1.0.19: a chirp with noise, and frames of random bits, in
 * which every sum overflows.
 */
class GsmDecoderTest {

    private static byte[] file(String name) throws IOException {
        try (var in = GsmDecoderTest.class.getResourceAsStream("gsm/" + name)) {
            return in.readAllBytes();
        }
    }

    private static short[] samples(String name) throws IOException {
        var octets = ByteBuffer.wrap(file(name)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var samples = new short[octets.remaining()];
        octets.get(samples);
        return samples;
    }

    private static short[] frames(byte[] gsm) {
        var decoder = new GsmDecoder();
        var out = new short[gsm.length / GsmDecoder.FRAME * GsmDecoder.SAMPLES];
        for (int i = 0; i < gsm.length / GsmDecoder.FRAME; i++) {
            decoder.frame(gsm, i * GsmDecoder.FRAME, out, i * GsmDecoder.SAMPLES);
        }
        return out;
    }

    @Test
    void hearsWhatAnotherDecoderHearsBitForBit() throws IOException {
        assertThat(frames(file("chirp.gsm"))).isEqualTo(samples("chirp.pcm"));
    }

    @Test
    void soItDoesWhereEverySumOverflows() throws IOException {
        assertThat(frames(file("noise.gsm"))).isEqualTo(samples("noise.pcm"));
    }

    @Test
    void theBitsOfAWavFileStandTheOtherWayRound() throws IOException {
        var gsm = file("chirp.wav49");
        var decoder = new GsmDecoder();
        int pairs = gsm.length / GsmDecoder.PAIR;
        var out = new short[pairs * 2 * GsmDecoder.SAMPLES];
        for (int i = 0; i < pairs; i++) {
            decoder.pair(gsm, i * GsmDecoder.PAIR, out, i * 2 * GsmDecoder.SAMPLES);
        }
        assertThat(out).isEqualTo(samples("chirp.pcm"));
    }

    @Property(tries = 200)
    void anyBitsAreSomeSound(@ForAll @Size(GsmDecoder.PAIR) byte[] octets) {
        var out = new short[2 * GsmDecoder.SAMPLES];
        Arrays.fill(out, (short) 1);
        new GsmDecoder().pair(octets, 0, out, 0);
        for (short sample : out) {
            assertThat(sample & 7)
                    .as("EN 300 961: the last three bits are zero")
                    .isZero();
        }
    }
}
