package offhook.voicemail.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.Level;
import offhook.voicemail.audio.Pause;
import offhook.voicemail.audio.Sequence;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;

class PreparedTest {

    private static Clip spoken(int rate, double level) {
        return new Clip(
                rate,
                Sound.all(new Sequence(
                        rate,
                        List.of(
                                new Pause(rate, Duration.ofSeconds(2)),
                                new Tone(rate, 500, Duration.ofSeconds(3), level),
                                new Pause(rate, Duration.ofSeconds(4))))));
    }

    /** A soft one with silence at its ends. */
    @Test
    void asLoudAndAsShortAsItShouldBe() {
        var greeting = Prepared.of(spoken(48_000, -30)).orElseThrow();
        assertThat(greeting.rate()).isEqualTo(16_000);
        assertThat(greeting.length()).isBetween(Duration.ofMillis(3_300), Duration.ofMillis(3_700));
        var middle = Sound.part(greeting.samples(), 16_000, 32_000);
        assertThat(Level.of(middle)).isBetween(-24.0, -20.0);
        assertThat(Sound.purity(middle, 16_000, 500)).isGreaterThan(0.98);
    }

    @Test
    void nobodySpeaks() {
        assertThat(Prepared.of(new Clip(8_000, new short[16_000]))).isEmpty();
        assertThat(Prepared.of(new Clip(8_000, new short[0]))).isEmpty();
    }
}
