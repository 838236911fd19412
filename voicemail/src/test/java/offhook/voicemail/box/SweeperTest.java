package offhook.voicemail.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.io.TempDir;

class SweeperTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final BoxConfig USUAL = Config.defaults(BoxConfig.class);

    @TempDir
    private Path data;

    private final ManualTime time = new ManualTime();
    private final List<String> told = new ArrayList<>();

    private Voicemails start(Database database) throws IOException {
        var voicemails = new Voicemails(
                USUAL, new BoxFolder(data), TestPeople.ofVerona(), database, time, time, new VoicemailsTest.Told(told));
        voicemails.start(time);
        time.run();
        return voicemails;
    }

    private void add(Voicemails to, String... ids) {
        for (var id : ids) {
            finish(to.add(new Spoken(new BoxFolder(data)).by(Spoken.ROMEO, id, JULIET, time.instant())));
        }
        told.clear();
    }

    private void finish(CompletionStage<?> stage) {
        time.run();
        stage.toCompletableFuture().join();
    }

    private List<String> files() throws IOException {
        try (var all = Files.list(data)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @OnEachDatabase
    void newOnesStayAndOthersGoInTime(Database database) throws IOException {
        var voicemails = start(database);
        add(voicemails, "aaaaaaaa", "bbbbbbbb", "cccccccc");
        Files.createFile(data.resolve("cccccccc.mp3"));
        finish(voicemails.heard(JULIET, "bbbbbbbb"));
        finish(voicemails.deleted(JULIET, "cccccccc"));
        told.clear();
        time.pass(Duration.ofDays(6));
        assertThat(files()).containsExactly("aaaaaaaa.wav", "bbbbbbbb.wav", "cccccccc.mp3", "cccccccc.wav");
        time.pass(Duration.ofDays(2));
        assertThat(told).containsExactly("cccccccc gone");
        assertThat(files()).containsExactly("aaaaaaaa.wav", "bbbbbbbb.wav");
        time.pass(Duration.ofDays(90));
        assertThat(files()).containsExactly("aaaaaaaa.wav");
        assertThat(voicemails.counts(JULIET)).isEqualTo(new Counts(1, 0));
        assertThat(rows(database)).isEqualTo(1);
    }

    @OnEachDatabase
    void whoListensAgainKeepsItForLonger(Database database) throws IOException {
        var voicemails = start(database);
        add(voicemails, "aaaaaaaa");
        finish(voicemails.heard(JULIET, "aaaaaaaa"));
        time.pass(Duration.ofDays(80));
        finish(voicemails.kept(JULIET, "aaaaaaaa"));
        time.pass(Duration.ofDays(80));
        assertThat(voicemails.list(JULIET)).hasSize(1);
        time.pass(Duration.ofDays(11));
        assertThat(voicemails.list(JULIET)).isEmpty();
    }

    @OnEachDatabase
    void moreThanOneBatch(Database database) throws IOException {
        var voicemails = start(database);
        for (int i = 0; i < 2 * Sweeper.BATCH + 1; i++) {
            var id = "%08d".formatted(i);
            add(voicemails, id);
            finish(voicemails.deleted(JULIET, id));
        }
        time.pass(Duration.ofDays(8));
        assertThat(files()).isEmpty();
        assertThat(rows(database)).isZero();
    }

    @OnEachDatabase
    void whatHasLostItsFileIsDropped(Database database) throws IOException {
        add(start(database), "aaaaaaaa", "bbbbbbbb");
        Files.delete(data.resolve("aaaaaaaa.wav"));
        var voicemails = start(database);
        time.passSeconds(1);
        assertThat(told).containsExactly("aaaaaaaa gone");
        assertThat(voicemails.list(JULIET)).extracting(Voicemail::id).containsExactly("bbbbbbbb");
        assertThat(voicemails.counts(JULIET)).isEqualTo(new Counts(1, 0));
    }

    @OnEachDatabase
    void theFilesOfSomebodyWhoIsRemovedGoSoonAlsoIfTheServerGoesDownFirst(Database database) throws IOException {
        var voicemails = start(database);
        add(voicemails, "aaaaaaaa", "bbbbbbbb");
        finish(database.write(tx -> {
            voicemails.forget(JULIET, tx);
            return null;
        }));
        time.passSeconds(1);
        assertThat(files()).isEmpty();
        assertThat(rows(database)).isZero();

        add(voicemails, "cccccccc");
        finish(database.write(tx -> {
            new VoicemailTable(tx).mark(JULIET); // and there it ended
            return null;
        }));
        start(database);
        time.passSeconds(1);
        assertThat(files()).isEmpty();
        assertThat(rows(database)).isZero();
    }

    private static int rows(Database database) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM voicemail")
                .mapTo(Integer.class)
                .one());
    }
}
