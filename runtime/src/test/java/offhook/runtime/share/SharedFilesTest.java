package offhook.runtime.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on a real disk and a real database, with the clock in our hand. */
class SharedFilesTest {

    private static final Quota QUOTA = new Quota(1_000, 1_000, 10);

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final Database database = TestDatabases.sqlite();
    private Room room = Room.ENOUGH;
    private SharedFiles files;

    @BeforeEach
    void open() throws IOException {
        database.migrate(SharedFileTable.MODULE);
        files = begin();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** As after a start of the process. */
    private SharedFiles begin() throws IOException {
        var made = new SharedFiles(
                folder.resolve("files"), new SharedFileTable(database), time, time, new SecureRandom(), () -> room);
        made.start(time);
        return made;
    }

    private <T> T done(CompletionStage<T> stage) {
        time.run();
        return stage.toCompletableFuture().join();
    }

    private SharedFile announced(int size) {
        return done(files.announce(
                new SharedFile.Wanted("upload", "juliet@x", "a.txt", "text/plain", size, Duration.ofDays(1)), QUOTA));
    }

    private SharedFile arrived(String text) throws IOException {
        var file = announced(text.length());
        var arrival = files.begin(file).orElseThrow();
        arrival.write(text.getBytes(UTF_8));
        assertThat(done(arrival.keep())).isTrue();
        return files.find(file.token()).orElseThrow();
    }

    private List<Path> onDisk() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String content(SharedFile file) throws IOException {
        try (var in = Channels.newInputStream(files.read(file))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void aFileThatHasArrivedIsThereAfterARestart() throws IOException {
        var file = arrived("wherefore");
        assertThat(file.expires()).isEqualTo(time.instant().plus(Duration.ofDays(1)));
        files = begin();
        assertThat(content(files.find(file.token()).orElseThrow())).isEqualTo("wherefore");
        assertThat(onDisk()).singleElement().satisfies(path -> {
            assertThat(path.getFileName()).hasToString(file.token());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        });
    }

    @Test
    void tokensAreLongAndNeverTheSame() {
        var tokens = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            tokens.add(announced(1).token());
        }
        assertThat(tokens).hasSize(10).allSatisfy(token -> assertThat(token).matches("[A-Za-z0-9_-]{32}"));
        assertThat(announcedText()).doesNotContain(tokens);
    }

    private String announcedText() {
        time.passSeconds(600);
        return announced(1).toString();
    }

    @Test
    void onlyOneWritesAtATime() throws IOException {
        var file = announced(3);
        var first = files.begin(file).orElseThrow();
        assertThat(files.begin(file)).isEmpty();
        first.abort();
        var second = files.begin(file).orElseThrow();
        second.write("abc".getBytes(UTF_8));
        assertThat(second.hasRoomFor(1)).isFalse();
        assertThat(done(second.keep())).isTrue();
        assertThat(onDisk()).hasSize(1);
    }

    @Test
    void whatWasHalfThereAtTheEndOfTheProcessIsSwept() throws IOException {
        var file = announced(3);
        files.begin(file).orElseThrow().write("ab".getBytes(UTF_8));
        assertThat(onDisk()).hasSize(1);
        files = begin();
        assertThat(onDisk()).isEmpty();
        assertThat(files.find(file.token())).as("it may still arrive").isPresent();
    }

    @Test
    void whatNobodyKnowsIsSwept() throws IOException {
        var file = arrived("abc");
        database.write(tx -> tx.execute("DELETE FROM shared_file"));
        files.swept();
        time.run();
        assertThat(onDisk()).isEmpty();
        assertThat(files.find(file.token())).isEmpty();
    }

    @Test
    void whatHasExpiredIsDeleted() throws IOException {
        var file = arrived("abc");
        time.pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(files.find(file.token())).isPresent();
        time.passSeconds(1);
        assertThat(files.find(file.token())).as("at once").isEmpty();
        time.passSeconds(60);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void aLinkCanBeRevokedAlsoWhileItsFileArrives() throws IOException {
        var there = arrived("abc");
        done(files.revoke(there.token()));
        assertThat(files.find(there.token())).isEmpty();
        var file = announced(3);
        var arrival = files.begin(file).orElseThrow();
        arrival.write("abc".getBytes(UTF_8));
        done(files.revoke(file.token()));
        assertThat(done(arrival.keep())).isFalse();
        time.run();
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void anAnnouncementIsVoidAfterAWhileButNotForAFileOnItsWay() throws IOException {
        var late = announced(3);
        var slow = announced(3);
        var arrival = files.begin(slow).orElseThrow();
        time.pass(SharedFiles.ANNOUNCED_FOR);
        assertThat(files.find(late.token())).isEmpty();
        arrival.write("abc".getBytes(UTF_8));
        assertThat(done(arrival.keep())).isTrue();
        assertThat(files.find(slow.token())).isPresent();
    }

    @Test
    void nothingThatIsNoTokenReachesTheDisk() {
        for (var text : List.of(
                "..",
                "../../etc/passwd",
                "",
                "arriving",
                "x".repeat(33),
                "a/b".repeat(11).substring(0, 32))) {
            assertThat(files.find(text)).isEmpty();
        }
        assertThat(files.hasRoom()).isTrue();
        room = Room.LITTLE;
        assertThat(files.hasRoom()).isFalse();
    }
}
