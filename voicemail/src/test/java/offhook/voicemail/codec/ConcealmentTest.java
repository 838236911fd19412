package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.voicemail.audio.Level;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {

    private final Concealment concealment = new Concealment(8000);

    private void hear(short[] pcm) {
        concealment.heard(pcm, pcm.length);
    }

    private short[] conceal(int samples) {
        var pcm = new short[samples];
        concealment.conceal(pcm, 0, samples);
        return pcm;
    }

    /** The voice of a man, of a woman, of a child. */
    @ParameterizedTest
    @ValueSource(doubles = {100, 200, 380})
    void oneLostPacketIsFilledWithTheSameTone(double voice) {
        hear(Sound.part(Sound.tone(8000, voice, 200), 0, 1200));
        var filled = conceal(160);
        assertThat(Sound.purity(filled, 8000, voice)).isGreaterThan(0.9);
        assertThat(Level.of(Sound.part(filled, 0, 80))).isGreaterThan(-16);
    }

    @Test
    void theToneGoesOnWithoutAStep() {
        var tone = Sound.part(Sound.tone(8000, 200, 200), 0, 1200);
        hear(tone);
        var filled = conceal(160);
        int steepest = 0;
        for (int i = 1; i < tone.length; i++) {
            steepest = Math.max(steepest, Math.abs(tone[i] - tone[i - 1]));
        }
        assertThat(Math.abs(filled[0] - tone[tone.length - 1])).isLessThan(2 * steepest);
    }

    @Test
    void aLongGapFadesIntoSilence() {
        hear(Sound.tone(8000, 200, 200));
        conceal(480);
        assertThat(conceal(160)).containsOnly((short) 0);
    }

    @Test
    void whatComesAfterTheGapIsBlendedIn() {
        hear(Sound.part(Sound.tone(8000, 200, 200), 0, 1200));
        conceal(80);
        var next = new short[160];
        hear(next);
        assertThat(Level.of(next, 0, 40)).isGreaterThan(-40);
        assertThat(Sound.part(next, 40, 160)).containsOnly((short) 0);
    }

    @Test
    void nothingHeardIsNothingConcealed() {
        assertThat(conceal(160)).containsOnly((short) 0);
    }

    /** Packets of 10 ms are shorter than what is remembered. */
    @Test
    void shortPacketsAddUp() {
        var tone = Sound.tone(8000, 200, 200);
        for (int at = 0; at < 1200; at += 80) {
            hear(Sound.part(tone, at, at + 80));
        }
        assertThat(Sound.purity(conceal(160), 8000, 200)).isGreaterThan(0.9);
    }
}
