package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Both ways against what another implementation made of the same input: CRC-32 of its output, where it lets sums overflow
 * with the saturation that the recommendation wants in their place.
 */
class G722Test {

    private static final long MIXTURE_CODED = 0xA260F207L;
    private static final long MIXTURE_DECODED = 0xD7696DB3L;
    private static final long NOISE_DECODED = 0x824AFD87L;

    /** Of coder and decoder together. */
    private static final int LATE = 22;

    private static byte[] encoded(short[] pcm) {
        var encoder = new G722Encoder();
        var frame = new short[320];
        var bytes = new byte[pcm.length / 2];
        for (int at = 0; at + 320 <= pcm.length; at += 320) {
            System.arraycopy(pcm, at, frame, 0, 320);
            assertThat(encoder.encode(frame, 320, bytes, at / 2)).isEqualTo(160);
        }
        return bytes;
    }

    private static short[] decoded(byte[] bytes) {
        var decoder = new G722Decoder();
        var frame = new short[Decoder.LONGEST];
        var pcm = new short[2 * bytes.length];
        for (int at = 0; at < bytes.length; at += 160) {
            int samples = decoder.decode(bytes, at, 160, frame);
            System.arraycopy(frame, 0, pcm, 2 * at, samples);
        }
        return pcm;
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1000, 3000, 5000, 6500})
    void aToneComesBack(int frequency) {
        var tone = Sound.tone(16_000, frequency, 400);
        var back = decoded(encoded(tone));
        assertThat(Sound.purity(Sound.part(back, 800, 6000), 16_000, frequency)).isGreaterThan(0.97);
        assertThat(Sound.likeness(tone, back, LATE)).isGreaterThan(15);
    }

    @Test
    void silenceStaysSilent() {
        for (short sample : decoded(encoded(new short[3200]))) {
            assertThat(Math.abs(sample)).isLessThan((short) 16);
        }
    }

    /** Speech-like: loud and soft, low and high, silence, and what is too loud. */
    static short[] mixture() {
        var pcm = new short[16_000];
        long state = 12_345;
        for (int i = 0; i < pcm.length; i++) {
            state = (state * 1_103_515_245L + 12_345) & 0x7FFFFFFF;
            int noise = (int) (state >> 15) - 32_768;
            int loudness = i / 2000 % 8;
            int square = i / (20 + loudness * 5) % 2 == 0 ? 32_767 : -32_768;
            pcm[i] = (short) (loudness == 0 ? 0 : loudness == 7 ? square : (noise >> (8 - loudness)) + square / 16);
        }
        return pcm;
    }

    @Test
    void codesAsOthersDo() {
        assertThat(checksum(ByteBuffer.wrap(encoded(mixture())))).isEqualTo(MIXTURE_CODED);
    }

    @Test
    void decodesAsOthersDo() {
        assertThat(checksum(bytes(decoded(encoded(mixture()))))).isEqualTo(MIXTURE_DECODED);
    }

    /** Random bytes reach every code, also those that no coder sends. */
    @Test
    void decodesNoiseAsOthersDo() {
        assertThat(checksum(bytes(decoded(noise())))).isEqualTo(NOISE_DECODED);
    }

    private static byte[] noise() {
        var bytes = new byte[8000];
        long state = 99;
        for (int i = 0; i < bytes.length; i++) {
            state = (state * 1_103_515_245L + 12_345) & 0x7FFFFFFF;
            bytes[i] = (byte) (state >> 16);
        }
        return bytes;
    }

    private static ByteBuffer bytes(short[] pcm) {
        var bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return bytes;
    }

    private static long checksum(ByteBuffer bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
