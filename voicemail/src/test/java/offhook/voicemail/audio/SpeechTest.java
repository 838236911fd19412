package offhook.voicemail.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;

class SpeechTest {

    private static final int RATE = 8000;
    private static final int FRAME = 160;

    private final Speech speech = new Speech(RATE);

    private void hear(short[] pcm) {
        for (int at = 0; at + FRAME <= pcm.length; at += FRAME) {
            speech.hear(Sound.part(pcm, at, at + FRAME));
        }
    }

    private static short[] talk(int milliseconds) {
        return Sound.tone(RATE, 300, milliseconds);
    }

    private static short[] noise(int milliseconds, int loudest) {
        return Sound.noise(milliseconds * RATE / 1000, loudest);
    }

    @Test
    void silenceGrowsUntilSomebodySpeaks() {
        hear(new short[RATE * 10]);
        assertThat(speech.quiet()).isEqualTo(Duration.ofSeconds(10));
        assertThat(speech.spoken()).isZero();
        hear(talk(100));
        assertThat(speech.quiet()).isLessThan(Duration.ofMillis(40));
    }

    /** A line hums and hisses; that is still silence. */
    @Test
    void noiseOfTheLineIsSilence() {
        hear(noise(10_000, 150));
        assertThat(speech.quiet()).isGreaterThan(Duration.ofSeconds(9));
        hear(talk(500));
        hear(noise(3000, 150));
        assertThat(speech.quiet()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3040));
    }

    /** A car: loud, and yet somebody speaks over it. */
    @Test
    void speechIsFoundAboveLoudNoise() {
        hear(noise(3000, 1200));
        assertThat(speech.spoken()).isZero();
        hear(talk(1000));
        assertThat(speech.spoken()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1000));
    }

    /** Whoever begins to speak at once is not taken for noise. */
    @Test
    void speechFromTheFirstFrameOnIsSpeech() {
        hear(talk(1000));
        assertThat(speech.spoken()).isGreaterThan(Duration.ofMillis(900));
        assertThat(speech.begin()).isZero();
    }

    @Test
    void aClickIsNoSpeech() {
        hear(new short[RATE]);
        hear(talk(20));
        hear(new short[RATE]);
        assertThat(speech.spoken()).isZero();
        assertThat(speech.quiet()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsWorthKeepingHasAMargin() {
        hear(new short[2 * RATE]);
        hear(talk(1000));
        hear(new short[3 * RATE]);
        assertThat(speech.begin()).isEqualTo((2000 - 300) * RATE / 1000);
        assertThat(speech.end()).isBetween((3000L + 260) * RATE / 1000, (3000L + 300) * RATE / 1000);
    }

    @Test
    void nothingSaidIsNothingToKeep() {
        hear(new short[RATE]);
        assertThat(speech.end() - speech.begin()).isZero();
        assertThat(speech.gain()).isZero();
    }

    /** The loudness of the speech counts, and not that of the silence around it. */
    @Test
    void softSpeechIsMadeLouder() {
        hear(new short[RATE]);
        var soft = talk(1000);
        Gain.apply(soft, soft.length, -20);
        hear(soft);
        hear(new short[5 * RATE]);
        assertThat(speech.gain()).isBetween(10.0, 12.0);
    }
}
