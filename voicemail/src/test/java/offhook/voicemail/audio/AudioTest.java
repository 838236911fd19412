package offhook.voicemail.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;

class AudioTest {

    @Test
    void aToneIsAsLongAsAskedAndBeginsAndEndsSoftly() {
        var pcm = Sound.all(new Tone(8000, 440, Duration.ofMillis(250), -12));
        assertThat(pcm).hasSize(2000);
        assertThat(Sound.purity(pcm, 8000, 440)).isGreaterThan(0.97);
        assertThat(pcm[0]).isZero();
        assertThat(pcm[1999]).isZero();
        assertThat(Level.of(pcm, 200, 1600)).isBetween(-15.2, -14.8);
    }

    @Test
    void theBeepIsKnownByItsPitch() {
        assertThat(Sound.purity(Sound.all(Tone.beep(16_000)), 16_000, 1000)).isGreaterThan(0.95);
    }

    @Test
    void aClipIsPlayedAgainAndAgain() {
        var clip = new Clip(8000, Sound.noise(1001, 500));
        assertThat(clip.length()).isEqualTo(Duration.ofNanos(125_125_000));
        assertThat(Sound.all(clip.audio())).isEqualTo(clip.samples());
        assertThat(Sound.all(clip.audio())).isEqualTo(clip.samples());
    }

    @Test
    void aSequenceHasNoGap() {
        var noise = Sound.noise(1001, 500);
        var played = Sound.all(new Sequence(
                8000,
                List.of(
                        new Clip(8000, noise).audio(),
                        new Pause(8000, Duration.ofMillis(10)),
                        new Clip(8000, new short[0]).audio(),
                        new Clip(8000, noise).audio())));
        assertThat(played).hasSize(2082);
        assertThat(Sound.part(played, 0, 1001)).isEqualTo(noise);
        assertThat(Sound.part(played, 1001, 1081)).containsOnly((short) 0);
        assertThat(Sound.part(played, 1081, 2082)).isEqualTo(noise);
    }

    @Test
    void anEmptySequenceIsOverAtOnce() {
        assertThat(new Sequence(8000, List.of()).read(new short[160])).isEqualTo(-1);
    }

    @Test
    void audioOfAnotherRateIsHeardAtItsPitch() {
        var original = new Clip(16_000, Sound.tone(16_000, 1000, 300)).audio();
        var played = Sound.all(Resampled.to(8000, original));
        assertThat(played.length).isBetween(2400, 2430);
        assertThat(Sound.purity(Sound.part(played, 200, 2200), 8000, 1000)).isGreaterThan(0.999);
    }

    @Test
    void audioOfTheSameRateIsLeftAlone() {
        var tone = Tone.beep(8000);
        assertThat(Resampled.to(8000, tone)).isSameAs(tone);
    }

    @Test
    void gainIsInDecibelsAndClips() {
        var pcm = new short[] {1000, -1000, 30_000, -30_000};
        Gain.apply(pcm, 4, 6.0206);
        assertThat(pcm).containsExactly((short) 2000, (short) -2000, Short.MAX_VALUE, Short.MIN_VALUE);
    }

    @Test
    void gainIsBoundedByNoiseAndByThePeak() {
        assertThat(Gain.toward(-22, -30, 3000)).isEqualTo(8);
        assertThat(Gain.toward(-22, -90, 1)).isEqualTo(18);
        assertThat(Gain.toward(-22, -30, 32_767)).isZero();
        assertThat(Gain.toward(-22, -10, 32_767)).isEqualTo(-12);
    }

    @Test
    void levelsAreRelativeToTheLoudest() {
        assertThat(Level.of(new short[160])).isEqualTo(Level.NOTHING);
        assertThat(Level.of(new short[] {Short.MAX_VALUE, -Short.MAX_VALUE})).isZero();
    }
}
