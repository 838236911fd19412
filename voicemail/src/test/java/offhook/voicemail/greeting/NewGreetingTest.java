package offhook.voicemail.greeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.mp3.Mp3Files;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewGreetingTest {

    private static final UserId JULIET = new UserId("juliet");

    @TempDir
    Path folder;

    private final Database database = TestDatabases.sqlite();
    private Greetings greetings;
    private BoxFolder files;

    @BeforeEach
    void begin() {
        greetings = new Greetings(folder, database, new ManualTime());
        files = new BoxFolder(folder);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private byte[] wav(int seconds, int rate) throws IOException {
        Spoken.whistle(files.wav("7f3c7f3c"), Duration.ofSeconds(seconds), rate, 700);
        return Files.readAllBytes(files.wav("7f3c7f3c"));
    }

    private void keep(byte[] file) throws IOException, UnsuitableAudio {
        new NewGreeting(greetings)
                .keep(JULIET, new ByteArrayInputStream(file))
                .toCompletableFuture()
                .join();
    }

    private void whistles() {
        var clip = greetings.own(JULIET).orElseThrow().clip();
        assertThat(clip.rate()).isLessThanOrEqualTo(16_000);
        assertThat(clip.length()).isBetween(Duration.ofMillis(2_800), Duration.ofMillis(3_200));
        var middle = Sound.part(clip.samples(), clip.rate(), clip.rate() * 2);
        assertThat(Sound.purity(middle, clip.rate(), 700)).isGreaterThan(0.95);
    }

    @Test
    void aWavFile() throws Exception {
        keep(wav(3, 44_100));
        whistles();
    }

    @Test
    void anMp3File() throws Exception {
        wav(3, 16_000);
        keep(Files.readAllBytes(new Mp3Files(files, Runnable::run)
                .of("7f3c7f3c")
                .toCompletableFuture()
                .join()));
        whistles();
    }

    @Test
    void tooLong() {
        assertThatExceptionOfType(UnsuitableAudio.class)
                .isThrownBy(() -> keep(wav(121, 8_000)))
                .withMessage("it is longer than 120 seconds");
    }

    @Test
    void nobodySpeaks() throws IOException {
        var silent = wav(3, 8_000);
        java.util.Arrays.fill(silent, 44, silent.length, (byte) 0);
        assertThatExceptionOfType(UnsuitableAudio.class)
                .isThrownBy(() -> keep(silent))
                .withMessage("nobody speaks in it");
        assertThat(greetings.own(JULIET)).isEmpty();
    }
}
