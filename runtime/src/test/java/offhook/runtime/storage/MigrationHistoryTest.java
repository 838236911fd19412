package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import offhook.runtime.storage.StorageFailure.Kind;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flyway is asked, and goes on or refuses, whenever the history is not exactly what the files say, and only then. */
class MigrationHistoryTest {

    private static boolean migrates(Database database, String module) {
        return database.migrate(module, Migrations.NEWEST);
    }

    private static void change(Database database, String sql) {
        database.write(tx -> tx.execute(sql)).toCompletableFuture().join();
    }

    private static void refuses(Database database, Kind kind, String why) {
        assertThatExceptionOfType(StorageFailure.class)
                .isThrownBy(() -> migrates(database, "people"))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind))
                .withMessageContaining(why);
    }

    @OnEachDatabase
    void anEmptyDatabaseIsMigratedOnce(Database database) {
        assertThat(migrates(database, "people")).isTrue();
        assertThat(migrates(database, "people")).isFalse();
        change(database, "UPDATE person SET picture = NULL");
    }

    @OnEachDatabase
    void soIsAModuleThatComesToOthers(Database database) {
        assertThat(migrates(database, "call-rows")).isTrue();
        assertThat(migrates(database, "people")).isTrue();
        assertThat(migrates(database, "call-rows")).isFalse();
        assertThat(migrates(database, "people")).isFalse();
    }

    @OnEachDatabase
    void whatAnEarlierVersionLeftIsMigrated(Database database) {
        database.migrate("people", "1");
        assertThat(migrates(database, "people")).isTrue();
        assertThat(migrates(database, "people")).isFalse();
        change(database, "UPDATE person SET picture = NULL");
    }

    @OnEachDatabase
    void aFileThatNobodyHasAnyMoreIsRefused(Database database) {
        migrates(database, "people");
        change(database, "UPDATE schema_people SET version = '1.5', script = 'V1.5__x.sql' WHERE version = '1'");
        refuses(database, Kind.FOREIGN_SCHEMA, "people");
    }

    @OnEachDatabase
    void aMigrationThatFailedHalfwayIsRefused(Database database) {
        migrates(database, "people");
        change(database, "UPDATE schema_people SET success = FALSE WHERE version = '2'");
        refuses(database, Kind.FOREIGN_SCHEMA, "people");
    }

    @OnEachDatabase
    void aTableOfThatNameWhichIsNoHistoryIsRefused(Database database) {
        change(database, "CREATE TABLE schema_people (name TEXT)");
        refuses(database, Kind.FOREIGN_SCHEMA, "people");
    }

    @Test
    void filesAreFoundInFoldersAndInJars(@TempDir Path folder) throws IOException {
        var ours = MigrationHistoryTest.class.getClassLoader();
        var folders = List.of("db/people/common", "db/people/sqlite", "db/people/none");
        var jar = folder.resolve("people.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var entry : List.of(
                    "db/people/common/",
                    "db/people/common/V1__people.sql",
                    "db/people/commonplace/V3__other.sql",
                    "db/people/sqlite/",
                    "db/people/sqlite/V2__picture.sql")) {
                out.putNextEntry(new JarEntry(entry));
                if (entry.endsWith("sql")) {
                    out.write(
                            ours.getResource(entry) == null
                                    ? new byte[0]
                                    : ours.getResourceAsStream(entry).readAllBytes());
                }
            }
        }
        var inFolders = MigrationFile.in(ours, folders);
        assertThat(inFolders).extracting(MigrationFile::name).containsExactly("V1__people.sql", "V2__picture.sql");
        try (var inJar = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(MigrationFile.in(inJar, folders)).isEqualTo(inFolders);
        }
    }
}
