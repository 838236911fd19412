package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut leaves the log cut off anywhere behind the last sync: then every acknowledged write is there. Were it cut
 * off earlier, what is left would be a clean beginning of the commits.
 */
class WalCutTest {

    private static final int COMMITS = 60;

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void whatWasAcknowledgedSurvivesACut() throws IOException {
        cut(40);
    }

    @Test
    @Tag("long")
    void whatWasAcknowledgedSurvivesAThousandCuts() throws IOException {
        cut(1_000);
    }

    /** Who waits for a probe waits for the disk, each time. */
    @Test
    @Timeout(60)
    void eachProbeIsInTheLog() throws IOException {
        var data = folder.resolve("data");
        try (var database = Database.open(TestDatabases.sqliteConfig(), data, Runnable::run)) {
            assertThat(pragma(database, "wal_autocheckpoint")).isEqualTo("4000");
            long before = 0;
            for (int i = 0; i < 3; i++) {
                database.probe().toCompletableFuture().join();
                long size = Files.size(data.resolve("offhook.db-wal"));
                assertThat(size).isGreaterThan(before);
                before = size;
            }
        }
    }

    private void cut(int times) throws IOException {
        var data = folder.resolve("data");
        var wal = data.resolve("offhook.db-wal");
        try (var database = Database.open(TestDatabases.sqliteConfig(), data, Runnable::run)) {
            database.migrate("people");
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2"); // FULL: each commit syncs the log
            List<Long> acknowledged = new ArrayList<>();
            for (var i = 0; i < COMMITS; i++) {
                acknowledged.add(write(database, i, wal));
            }
            var random = new Random(1597);
            for (var i = 0; i < times; i++) {
                var at = (long) (random.nextDouble() * (Files.size(wal) + 1));
                var certain = acknowledged.stream().filter(size -> size <= at).count();
                check(copy(data, folder.resolve("cut" + i), at), certain);
            }
        }
    }

    private static String pragma(Database database, String name) {
        return database.write(
                        tx -> tx.select("PRAGMA " + name).mapTo(String.class).one())
                .toCompletableFuture()
                .join();
    }

    /** Two rows in one commit; says how long the log is when it is acknowledged. */
    private static long write(Database database, int i, Path wal) throws IOException {
        database.write(tx -> tx.execute(
                        "INSERT INTO person (name, seen, picture) VALUES (?, ?, randomblob(?)), (?, ?, NULL)",
                        "a" + i,
                        i,
                        i * 300,
                        "b" + i,
                        i))
                .toCompletableFuture()
                .join();
        return Files.size(wal);
    }

    private static Path copy(Path data, Path to, long at) throws IOException {
        Files.createDirectory(to);
        Files.copy(data.resolve("offhook.db"), to.resolve("offhook.db"));
        var wal = Files.copy(
                data.resolve("offhook.db-wal"), to.resolve("offhook.db-wal"), StandardCopyOption.COPY_ATTRIBUTES);
        try (var channel = Files.newByteChannel(wal, StandardOpenOption.WRITE)) {
            channel.truncate(at);
        }
        return to;
    }

    private static void check(Path data, long certain) {
        try (var database = Database.open(TestDatabases.sqliteConfig(), data, Runnable::run)) {
            if (certain == 0 && tables(database) == 0) {
                return; // cut off before the tables were made
            }
            var there = database.read(handle -> handle.select("SELECT seen FROM person ORDER BY seen, name")
                    .mapTo(Integer.class)
                    .list());
            assertThat(there).hasSizeGreaterThanOrEqualTo((int) (2 * certain));
            assertThat(there)
                    .isEqualTo(IntStream.range(0, there.size())
                            .mapToObj(i -> i / 2)
                            .toList());
            assertThat(there.size() % 2).isZero();
            assertThat(pragma(database, "integrity_check")).isEqualTo("ok");
        }
    }

    private static int tables(Database database) {
        return database.read(handle -> handle.select("SELECT COUNT(*) FROM sqlite_master WHERE name = 'person'")
                .mapTo(Integer.class)
                .one());
    }
}
