package offhook.voicemail.audio;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "8000, 16000",
        "16000, 8000",
        "48000, 8000",
        "8000, 48000",
        "48000, 16000",
        "44100, 16000",
        "16000, 16000"
    })
    void aToneKeepsItsPitchItsLengthAndItsLoudness(int from, int to) {
        for (int frequency : new int[] {300, 1000, 3200}) {
            var clip = new Clip(from, Sound.tone(from, frequency, 500)).at(to);
            assertThat(clip.length().toMillis()).isBetween(499L, 500L);
            var middle = Sound.part(clip.samples(), to / 10, to * 4 / 10);
            assertThat(Sound.purity(middle, to, frequency)).isGreaterThan(0.9999);
            assertThat(Level.of(middle)).isBetween(-13.3, -12.7);
        }
    }

    /** What the lower rate cannot hold is gone, instead of coming back as something else. */
    @Test
    void nothingIsFoldedBack() {
        for (int frequency : new int[] {4300, 5000, 6000, 7900}) {
            var clip = new Clip(16_000, Sound.tone(16_000, frequency, 500)).at(8000);
            assertThat(Level.of(Sound.part(clip.samples(), 800, 3200))).isLessThan(-65);
        }
    }

    /** There and back is the same, in the same place. */
    @Test
    void nothingIsShifted() {
        var tone = Sound.tone(8000, 700, 300);
        var back = new Clip(8000, tone).at(16_000).at(8000).samples();
        assertThat(Sound.likeness(tone, back, 0)).isGreaterThan(50);
    }

    /** However a stream is cut, it is the same stream. */
    @Property(tries = 100)
    void piecesDoNotMatter(@ForAll @IntRange(min = 1, max = 500) int piece) {
        var tone = Sound.noise(3200, 8000);
        var whole = new short[3300];
        int samples = new Resampler(16_000, 8000).resample(tone, tone.length, whole, 0);
        var resampler = new Resampler(16_000, 8000);
        var pieces = new short[3300];
        int written = 0;
        for (int at = 0; at < tone.length; at += piece) {
            int length = Math.min(piece, tone.length - at);
            written += resampler.resample(Sound.part(tone, at, at + length), length, pieces, written);
        }
        assertThat(written).isEqualTo(samples);
        assertThat(pieces).isEqualTo(whole);
    }

    /** A frame is a frame at the other rate, without one sample more or less. */
    @Test
    void framesStayFrames() {
        var up = new Resampler(8000, 16_000);
        var down = new Resampler(16_000, 8000);
        for (int i = 0; i < 100; i++) {
            assertThat(up.resample(new short[160], 160, new short[400], 0)).isEqualTo(320);
            assertThat(down.resample(new short[320], 320, new short[400], 0)).isEqualTo(160);
        }
    }

    @Test
    void loudIsClippedAndNotTurnedAround() {
        var square = new short[8000];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        var up = new Clip(8000, square).at(16_000).samples();
        for (int i = 200; i < 15_000; i++) {
            if (i / 80 % 2 == 0 && i % 80 > 10 && i % 80 < 70) {
                assertThat(up[i]).isGreaterThan((short) 25_000);
            }
        }
    }
}
