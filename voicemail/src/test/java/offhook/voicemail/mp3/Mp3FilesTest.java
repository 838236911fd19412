package offhook.voicemail.mp3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import offhook.runtime.work.Overloaded;
import offhook.voicemail.audio.WavHeader;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.testing.DecodedMp3;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out is decoded by somebody else's decoder, and compared with what went in. */
class Mp3FilesTest {

    private static final String ID = "7f3c7f3c";

    @TempDir
    private Path folder;

    private BoxFolder box() {
        return new BoxFolder(folder);
    }

    private Path made() {
        return done(new Mp3Files(box(), Runnable::run).of(ID));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({"8000, 440", "8000, 1000", "8000, 3000", "16000, 440", "16000, 3000", "16000, 5000"})
    void itSoundsTheSameForAsLong(int rate, double frequency) throws IOException {
        Spoken.whistle(box().wav(ID), Duration.ofMillis(2_340), rate, frequency);
        var sound = DecodedMp3.of(made());
        assertThat(sound.length()).isBetween(Duration.ofMillis(2_340), Duration.ofMillis(2_440));
        var middle = Sound.part(sound.samples(), sound.samples().length / 4, sound.samples().length * 3 / 4);
        assertThat(Sound.purity(middle, sound.rate(), frequency)).isGreaterThan(0.98);
        assertThat(Sound.purity(middle, sound.rate(), frequency * 1.3)).isLessThan(0.01);
    }

    @Test
    void itIsMuchSmaller() throws IOException {
        Spoken.whistle(box().wav(ID), Duration.ofSeconds(60), 16_000, 440);
        assertThat(Files.size(made())).isLessThan(Files.size(box().wav(ID)) / 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 575, 576, 577, 1151, 1152, 1153})
    void howeverShortItIs(int samples) throws IOException {
        var bytes = ByteBuffer.allocate(WavHeader.SIZE + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(WavHeader.of(16_000, samples).encoded());
        Files.createDirectories(folder);
        Files.write(box().wav(ID), bytes.array());
        assertThat(DecodedMp3.of(made()).samples().length).isGreaterThanOrEqualTo(samples);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7FFF_FFFEL, 0xFFFF_FFFEL, 0xFFFF_FFFFL, 16_000})
    void whateverLengthItClaims(long claimed) throws IOException {
        Spoken.whistle(box().wav(ID), Duration.ofSeconds(1), 8000, 440);
        var bytes = ByteBuffer.wrap(Files.readAllBytes(box().wav(ID))).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(box().wav(ID), bytes.putInt(40, (int) claimed).array());
        assertThat(DecodedMp3.of(made()).length()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "ID3 not a recording, but long enough to have a header of forty-four bytes"})
    void whatIsNoRecordingFailsAndLeavesNothing(String content) throws IOException {
        Files.writeString(box().wav(ID), content);
        assertThatThrownBy(this::made)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UncheckedIOException.class);
        assertThat(names()).containsExactly(ID + ".wav");
    }

    @Test
    void itIsMadeOnceAndKept() throws IOException {
        Spoken.whistle(box().wav(ID), Duration.ofSeconds(1), 8000, 440);
        var first = Files.getLastModifiedTime(made());
        Files.delete(box().wav(ID));
        assertThat(Files.getLastModifiedTime(made())).isEqualTo(first);
        assertThat(names()).containsExactly(ID + ".mp3");
    }

    @Test
    void whoAsksMeanwhileWaitsForTheSame() {
        Spoken.whistle(box().wav(ID), Duration.ofSeconds(1), 8000, 440);
        Queue<Runnable> work = new ArrayDeque<>();
        var files = new Mp3Files(box(), work::add);
        var one = files.of(ID);
        var other = files.of(ID);
        assertThat(work).hasSize(1);
        work.remove().run();
        assertThat(done(one)).isEqualTo(done(other));
        files.of(ID);
        assertThat(work).as("afterwards the next may come").hasSize(1);
    }

    @Test
    void tooManyAreRefusedAndMayComeAgain() {
        Spoken.whistle(box().wav(ID), Duration.ofSeconds(1), 8000, 440);
        boolean[] full = {true};
        var files = new Mp3Files(box(), task -> {
            if (full[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        });
        assertThatThrownBy(() -> done(files.of(ID))).hasCauseInstanceOf(Overloaded.class);
        full[0] = false;
        assertThat(done(files.of(ID))).exists();
    }

    @Test
    void whatIsNoIdIsNoFile() {
        assertThatThrownBy(() -> new Mp3Files(box(), Runnable::run).of("../../etc/passwd"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
