package offhook.voicemail.greeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.directory.testing.TestPeople;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.WavHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingsTest {

    private static final User JULIET = TestPeople.ofVerona().get("juliet");

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static byte[] wav(short... samples) {
        var bytes = ByteBuffer.allocate(44 + 2 * samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(WavHeader.of(8000, samples.length).encoded());
        WavHeader.put(samples, samples.length, bytes);
        return bytes.array();
    }

    private static short[] samples(Greetings greetings) {
        return greetings.of(JULIET).orElseThrow().samples();
    }

    /** Their own, else the admin's file, else the standard one. */
    @OnEachDatabase
    void whoseIsHeard(Database database) throws IOException {
        var greetings = new Greetings(folder, database, time);
        assertThat(greetings.of(JULIET)).as("the standard one").isEmpty();

        Files.write(folder.resolve("juliet.wav"), wav((short) 1, (short) 2, (short) 3));
        assertThat(samples(greetings)).containsExactly(1, 2, 3);

        now(greetings.keep(JULIET.id(), new Clip(16_000, new short[] {4, -5, Short.MIN_VALUE})));
        assertThat(samples(greetings)).containsExactly(4, -5, Short.MIN_VALUE);
        assertThat(greetings.of(JULIET).orElseThrow().rate()).isEqualTo(16_000);
        now(greetings.keep(JULIET.id(), new Clip(8_000, new short[] {6})));
        assertThat(greetings.own(JULIET.id())).hasValueSatisfying(own -> {
            assertThat(own.clip().samples()).containsExactly(6);
            assertThat(own.since()).isEqualTo(time.instant());
        });

        assertThat(now(greetings.remove(JULIET.id()))).isTrue();
        assertThat(now(greetings.remove(JULIET.id()))).isFalse();
        assertThat(samples(greetings)).containsExactly(1, 2, 3);
        Files.writeString(folder.resolve("juliet.wav"), "no sound");
        assertThat(greetings.of(JULIET)).isEmpty();
    }

    @Test
    void whoIsRemovedLeavesNothing() {
        try (var database = TestDatabases.sqlite()) {
            var greetings = new Greetings(folder, database, time);
            now(greetings.keep(JULIET.id(), new Clip(8_000, new short[] {6})));
            now(database.write(tx -> {
                Greetings.forget(JULIET.id(), tx);
                return null;
            }));
            assertThat(greetings.own(JULIET.id())).isEmpty();
        }
    }

    /** A caller is greeted whatever becomes of the database. */
    @Test
    void theDatabaseIsAway() {
        var database = TestDatabases.sqlite();
        var greetings = new Greetings(folder, database, time);
        database.close();
        assertThat(greetings.of(JULIET)).isEmpty();
    }
}
