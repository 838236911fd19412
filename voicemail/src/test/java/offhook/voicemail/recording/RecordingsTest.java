package offhook.voicemail.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.Wav;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final Instant BEGAN = Instant.parse("2026-11-22T14:05:00Z");
    private static final Caller ROMEO = new Caller(
            new DisplayName("Romeo \"M\" Montague"), SipUri.of("15550123", "pstn.example"), Optional.empty(), false);

    @TempDir
    Path folder;

    private final Queue<Runnable> disk = new ArrayDeque<>();
    private int number;
    private Recordings recordings;

    @BeforeEach
    void restart() {
        disk.clear();
        recordings = new Recordings(folder, disk::add, () -> "recording" + ++number, Duration.ofSeconds(1));
    }

    private Recorder begin() {
        return recordings.begin(JULIET, ROMEO, "balcony", BEGAN, 8000);
    }

    private void diskTurns() {
        while (!disk.isEmpty()) {
            disk.remove().run();
        }
    }

    private static void say(Recorder recorder, int frames) {
        var frame = new short[160];
        for (int i = 0; i < frames; i++) {
            Arrays.fill(frame, (short) (i + 1));
            recorder.add(frame);
        }
    }

    private Optional<Recording> finish(Recorder recorder, long samples) {
        var done = recorder.finish(samples).toCompletableFuture();
        diskTurns();
        return done.join();
    }

    private List<String> files() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static short[] samples(Path wav) throws Exception {
        try (var in = Files.newInputStream(wav)) {
            return Wav.read(in, 600).samples();
        }
    }

    @Test
    void whatIsSaidBecomesAFile() throws Exception {
        var recorder = begin();
        say(recorder, 100);
        var recording = finish(recorder, Long.MAX_VALUE).orElseThrow();
        assertThat(recording)
                .isEqualTo(new Recording(
                        "recording1",
                        JULIET,
                        ROMEO,
                        "balcony",
                        BEGAN,
                        Duration.ofSeconds(2),
                        8000,
                        folder.resolve("recording1.wav"),
                        false));
        assertThat(samples(recording.wav())).hasSize(16_000).startsWith(1, 1).endsWith(100, 100);
        assertThat(files()).containsExactly("recording1.call", "recording1.wav");
        recordings.settled("recording1");
        assertThat(files()).containsExactly("recording1.wav");
    }

    @Test
    void theEndIsCutOff() throws Exception {
        var recorder = begin();
        say(recorder, 103);
        var recording = finish(recorder, 8160).orElseThrow();
        assertThat(recording.length()).isEqualTo(Duration.ofMillis(1020));
        assertThat(samples(recording.wav())).hasSize(8160).endsWith(51);
    }

    @Test
    void whatIsTooShortIsNotKept() {
        var recorder = begin();
        say(recorder, 49);
        assertThat(finish(recorder, Long.MAX_VALUE)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void nothingIsKept() {
        var recorder = begin();
        say(recorder, 100);
        recorder.discard();
        diskTurns();
        assertThat(files()).isEmpty();
    }

    /** What was written when the process was killed is kept, and says so. */
    @Test
    void aCrash() throws Exception {
        say(begin(), 104);
        diskTurns();
        restart();
        var found = recordings.recover();
        assertThat(found).singleElement().satisfies(recording -> {
            assertThat(recording.isCut()).isTrue();
            assertThat(recording.length()).isEqualTo(Duration.ofSeconds(2));
            assertThat(recording.caller()).isEqualTo(ROMEO);
            assertThat(recording.box()).isEqualTo(JULIET);
        });
        assertThat(samples(found.get(0).wav())).hasSize(16_000).endsWith(100);
    }

    @Test
    void aCrashBeforeTheVoicemailWasMade() throws IOException {
        var recorder = begin();
        say(recorder, 60);
        var recording = finish(recorder, Long.MAX_VALUE).orElseThrow();
        restart();
        assertThat(recordings.recover()).containsExactly(recording);
        assertThat(recordings.recover()).containsExactly(recording);
        recordings.settled(recording.id());
        assertThat(recordings.recover()).isEmpty();
        assertThat(files()).containsExactly("recording1.wav");
    }

    @Test
    void aCrashBeforeAnythingWasSaid() throws IOException {
        begin();
        diskTurns();
        assertThat(files()).containsExactly("recording1.call", "recording1.part");
        restart();
        assertThat(recordings.recover()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void leftoversAreSweptUp() throws IOException {
        Files.writeString(folder.resolve("recording7.part"), "RIFF");
        Files.writeString(folder.resolve("recording8.call"), "box juliet\nname ");
        Files.write(folder.resolve("recording9.call"), new byte[20_000]);
        Files.write(folder.resolve("recording9.wav"), new byte[0]);
        assertThat(recordings.recover()).isEmpty();
        assertThat(files()).containsExactly("recording9.wav");
    }

    @Test
    void halfASampleAtTheEnd() throws IOException {
        say(begin(), 60);
        diskTurns();
        Files.write(folder.resolve("recording1.part"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        restart();
        assertThat(recordings.recover()).singleElement().satisfies(recording -> assertThat(Files.size(recording.wav()))
                .isEqualTo(44 + 2 * (60 * 160 + 1)));
    }

    /** The loop never waits: ten seconds are kept for the disk, and what comes then is not recorded. */
    @Test
    void aDiskThatStandsStill() {
        var recorder = begin();
        say(recorder, 500);
        assertThat(recorder.isBroken()).isFalse();
        say(recorder, 1);
        assertThat(recorder.isBroken()).isTrue();
        say(recorder, 10_000);
        assertThat(disk).hasSizeLessThan(5);
        var cut = finish(recorder, Long.MAX_VALUE).orElseThrow();
        assertThat(cut.isCut()).isTrue();
        assertThat(cut.length()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aDiskThatIsFull() throws IOException {
        Files.delete(folder);
        var recorder = begin();
        say(recorder, 100);
        diskTurns();
        assertThat(recorder.isBroken()).isTrue();
        var done = recorder.finish(Long.MAX_VALUE).toCompletableFuture();
        diskTurns();
        assertThatThrownBy(done::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(IOException.class);
        Files.createDirectories(folder);
    }

    @Test
    void namesAreOurs() {
        var evil = new Recordings(folder, disk::add, () -> "../juliet", Duration.ZERO);
        assertThatThrownBy(() -> evil.begin(JULIET, ROMEO, "../../etc/passwd", BEGAN, 8000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
