package offhook.runtime.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * A file in the data folder: write-ahead log, synced at each commit, so what is committed survives a crash and a power
 * cut. Safe to share, but for the writer's handle.
 */
final class Sqlite implements Engine {

    /**
     * Pages of the log after which they are copied to the file. What calls write lands on the same pages again and again,
     * and each is copied once; 16 MB of log are read in no time after a crash.
     */
    private static final String CHECKPOINT = "4000";

    private final Path file;
    private final SqliteReaders readers;

    /** Fails with StorageFailure. */
    Sqlite(Path data, int readers) {
        file = data.resolve("offhook.db");
        try {
            Folders.createFile(file);
        } catch (IOException e) {
            throw Folders.notWritable(data, e);
        }
        this.readers = new SqliteReaders(jdbi(reading()), readers);
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Handle openWriter() {
        try {
            return jdbi(writing()).open();
        } catch (RuntimeException e) {
            var failure = failure(e);
            throw failure == null ? other(e) : failure;
        }
    }

    @Override
    public void connect(FluentConfiguration migrations) {
        migrations.dataSource(source(writing()));
    }

    @Override
    public <T> T read(Function<Handle, T> read) {
        return readers.read(read);
    }

    /**
     * The number in the header of the file is free for the application; it needs no table. The page is written and synced
     * even if the number was the same before.
     */
    @Override
    public void touch(Handle tx) throws SQLException {
        Statements.update(tx, "PRAGMA user_version = 1");
    }

    @Override
    public StorageFailure failure(Throwable thrown) {
        if (!(Engine.sqlException(thrown) instanceof SQLiteException sqlite)) {
            return null;
        }
        return switch (sqlite.getResultCode().code & 0xff) { // the low byte is the kind of the extended codes
            case 5, 6 ->
                new StorageFailure(
                        StorageFailure.Kind.IN_USE, "The database " + file + " is locked by another program", thrown);
            case 3, 8, 14 ->
                new StorageFailure(
                        StorageFailure.Kind.NOT_WRITABLE,
                        "Cannot write to the database " + file + ": " + Engine.line(sqlite) + " (user "
                                + System.getProperty("user.name") + ")",
                        thrown);
            case 13 -> new StorageFailure(StorageFailure.Kind.DISK_FULL, "The disk of " + file + " is full", thrown);
            case 11, 26 ->
                new StorageFailure(
                        StorageFailure.Kind.DAMAGED,
                        "The file " + file + " is not a database or is damaged: put a backup in its place",
                        thrown);
            case 7, 10 -> other(thrown);
            default -> null;
        };
    }

    @Override
    public void close() {
        readers.close();
    }

    private StorageFailure other(Throwable thrown) {
        return new StorageFailure(
                StorageFailure.Kind.FAILED, "The database " + file + " fails: " + Engine.line(thrown), thrown);
    }

    private static SQLiteConfig writing() {
        var config = common();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setJournalSizeLimit(64 << 20); // the log shrinks again after a burst
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, CHECKPOINT);
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteConfig reading() {
        var config = common();
        config.setReadOnly(true);
        return config;
    }

    private static SQLiteConfig common() {
        var config = new SQLiteConfig();
        config.setBusyTimeout(5_000); // a backup or the sqlite3 shell may hold it for a moment
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setGetGeneratedKeys(false); // RETURNING says more
        return config;
    }

    private Jdbi jdbi(SQLiteConfig config) {
        var jdbi = Jdbi.create(source(config));
        jdbi.setStatementBuilderFactory(connection -> new StatementCache());
        return jdbi;
    }

    private DataSource source(SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
