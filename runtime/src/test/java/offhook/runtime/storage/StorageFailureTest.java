package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an admin reads when the database does not work. */
@Timeout(60)
class StorageFailureTest {

    @TempDir
    Path folder;

    private static Database open(StorageConfig config, Path data) {
        return Database.open(config, data, Runnable::run);
    }

    private Database open() {
        return open(TestDatabases.sqliteConfig(), folder);
    }

    private static StorageFailure failureOf(Runnable action) {
        try {
            action.run();
        } catch (StorageFailure e) {
            assertThat(e.getMessage()).doesNotContain("\n");
            return e;
        }
        throw new AssertionError("it did not fail");
    }

    /** A database that is open has looked at its tables already. */
    private static void atTheNextStart(Database database) {
        database.migrate("people", Migrations.NEWEST);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void aSecondOffhookIsToldWhoIsThereAlready() {
        try (var first = open()) {
            assertThat(first.dialect()).isEqualTo(Dialect.SQLITE);
            var failure = failureOf(this::open);
            assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.IN_USE);
            assertThat(failure)
                    .hasMessage("The data folder " + folder + " is in use: another Offhook runs with it (process "
                            + ProcessHandle.current().pid() + ")");
        }
        open().close();
    }

    @Test
    void aSecondOffhookOnPostgresqlIsToldToo() {
        var config = TestDatabases.postgresqlConfig();
        try (var first = open(config, folder)) {
            assertThat(first.dialect()).isEqualTo(Dialect.POSTGRESQL);
            assertThat(failureOf(() -> open(config, folder)).kind()).isEqualTo(StorageFailure.Kind.IN_USE);
        }
        open(config, folder).close();
    }

    @OnEachDatabase
    void aDatabaseOfANewerVersionIsRefused(Database database) {
        database.migrate("people");
        join(database.write(tx -> tx.execute(
                "INSERT INTO schema_people SELECT 99, '99', 'future', type, 'V99__future.sql', 99, installed_by,"
                        + " installed_on, 1, success FROM schema_people WHERE version = '2'")));
        var failure = failureOf(() -> atTheNextStart(database));
        assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.NEWER_SCHEMA);
        assertThat(failure).hasMessageContaining("A newer Offhook").hasMessageContaining("people is at 99");
    }

    @OnEachDatabase
    void tablesThatSomebodyChangedAreRefused(Database database) {
        database.migrate("people");
        join(database.write(tx -> tx.execute("UPDATE schema_people SET checksum = 7 WHERE version = '1'")));
        var failure = failureOf(() -> atTheNextStart(database));
        assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.FOREIGN_SCHEMA);
        assertThat(failure).hasMessageStartingWith("The tables of people are not as this version left them: ");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        var failure = failureOf(() -> open(TestDatabases.sqliteConfig(), file.resolve("data")));
        assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.NOT_WRITABLE);
        assertThat(failure).hasMessageStartingWith("Cannot write to the data folder " + file + "/data: ");
    }

    @Test
    void aFolderOfSomebodyElseTellsTheUser() {
        assertThat(Folders.notWritable(folder, new AccessDeniedException("lock")))
                .hasMessageEndingWith("the user " + System.getProperty("user.name") + " may not write there");
        assertThat(Folders.notWritable(folder, new IOException("No space left on device"))
                        .kind())
                .isEqualTo(StorageFailure.Kind.DISK_FULL);
    }

    @Test
    void whatIsMadeIsForItsOwnerOnly() throws IOException {
        var data = folder.resolve("a/b");
        open(TestDatabases.sqliteConfig(), data).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("offhook.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws IOException {
        var file = Files.writeString(folder.resolve("offhook.db"), "wherefore art thou ".repeat(1_000));
        var failure = failureOf(this::open);
        assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.DAMAGED);
        assertThat(failure).hasMessageContaining(file.toString());
        assertThat(file).content().startsWith("wherefore");
        Files.delete(file);
        open().close(); // the failed attempt has let the folder go
    }

    @Test
    void aLockedDatabaseIsNamed() {
        try (var database = open();
                var other = Jdbi.open("jdbc:sqlite:" + folder.resolve("offhook.db"))) {
            join(database.write(
                    tx -> tx.select("PRAGMA busy_timeout = 1").mapTo(Long.class).one()));
            other.execute("BEGIN IMMEDIATE");
            var stage = database.probe();
            assertThatThrownBy(() -> join(stage)).hasMessageContaining("is locked by another program");
            other.execute("ROLLBACK");
            join(database.probe());
        }
    }

    @Test
    void aFullDiskFailsTheGroupAndIsOverWhenThereIsRoom() {
        var writer = new ArrayDeque<Runnable>();
        try (var database = Database.open(TestDatabases.sqliteConfig(), folder, writer::add)) {
            database.migrate("people");
            database.write(tx ->
                    tx.select("PRAGMA max_page_count = 24").mapTo(Long.class).one());
            writer.remove().run();
            var group = List.of(
                    database.write(tx -> tx.execute("INSERT INTO person (name, seen) VALUES ('small', 1)")),
                    database.write(tx -> tx.execute(
                            "INSERT INTO person (name, seen, picture) VALUES ('large', 1, zeroblob(1000000))")));
            writer.remove().run();
            assertThat(group).allSatisfy(stage -> assertThatThrownBy(() -> join(stage))
                    .hasCauseInstanceOf(StorageFailure.class)
                    .hasMessageContaining("The disk of " + folder));
            database.write(tx -> tx.select("PRAGMA max_page_count = 1000000")
                    .mapTo(Long.class)
                    .one());
            var small = database.write(tx -> tx.execute("INSERT INTO person (name, seen) VALUES ('small', 1)"));
            writer.remove().run();
            assertThat(join(small)).isEqualTo(1);
        }
    }

    @Test
    void aPostgresqlThatIsNotThereIsNamed() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var url = "postgresql://offhook:sesame@127.0.0.1:" + port + "/offhook";
        var failure = failureOf(() -> open(new StorageConfig(url, 1, Duration.ZERO), folder));
        assertThat(failure.kind()).isEqualTo(StorageFailure.Kind.UNREACHABLE);
        assertThat(failure)
                .hasMessageStartingWith("PostgreSQL at 127.0.0.1:" + port + "/offhook fails: ")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void aMissingDatabaseOfPostgresqlIsNamed() {
        var url = TestDatabases.postgresqlConfig().url().replaceFirst("/postgres\\?.*", "/verona");
        assertThat(failureOf(() -> open(new StorageConfig(url, 1, Duration.ZERO), folder)))
                .hasMessageContaining("database \"verona\" does not exist");
    }
}
