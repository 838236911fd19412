package offhook.runtime.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageConfig;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Empty databases whose writes are committed when {@link Database#write} returns; see {@link OnEachDatabase}.
 */
public final class TestDatabases implements ArgumentsProvider {

    private static final Executor AT_ONCE = Runnable::run;
    private static final Path FOLDER = newFolder();

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Stream.of(
                        Named.of("SQLite", TestDatabases.sqliteConfig()),
                        Named.of("PostgreSQL", TestDatabases.postgresqlConfig()))
                .map(config -> Arguments.of(Named.of(config.getName(), open(config.getPayload(), AT_ONCE))));
    }

    /** A new SQLite database; the test closes it. */
    public static Database sqlite() {
        return sqlite(AT_ONCE);
    }

    /** A new SQLite database with its commits on this executor: a {@link ManualTime}, or a thread. */
    public static Database sqlite(Executor writer) {
        return open(sqliteConfig(), writer);
    }

    /** A new schema on the PostgreSQL of this test run; the test closes it. */
    public static Database postgresql() {
        return open(postgresqlConfig(), AT_ONCE);
    }

    /** For those who open it themselves. */
    public static StorageConfig sqliteConfig() {
        return new StorageConfig("", 2, Duration.ZERO);
    }

    /** For those who open it themselves: a new schema. */
    public static StorageConfig postgresqlConfig() {
        return new StorageConfig(PostgresqlServer.get().newSchema(), 2, Duration.ZERO);
    }

    /** Cuts every connection to PostgreSQL, as a restart of the server does. */
    public static void cutPostgresql() {
        PostgresqlServer.get().dropConnections();
    }

    /** A new folder, deleted with the databases when the tests end. */
    public static Path folder() {
        try {
            return Files.createTempDirectory(FOLDER, "files");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Database open(StorageConfig config, Executor writer) {
        try {
            return Database.open(config, Files.createTempDirectory(FOLDER, "data"), writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFolder() {
        try {
            var folder = Files.createTempDirectory("offhook-tests");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
