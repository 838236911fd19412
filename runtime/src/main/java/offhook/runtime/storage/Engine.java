package offhook.runtime.storage;

import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/** What is different between the databases. Safe to share, but for the writer's handle. */
interface Engine extends AutoCloseable {

    Dialect dialect();

    /** Makes a new connection for the one writer and takes possession of the database; fails with StorageFailure. */
    Handle openWriter();

    /** Tells the migrations how to connect. */
    void connect(FluentConfiguration migrations);

    /** Runs on a connection of the read pool, and waits for one if need be. */
    <T> T read(Function<Handle, T> read);

    /** Changes something that nobody reads, so that the commit has something to sync. */
    void touch(Handle tx) throws SQLException;

    /** What it means for everybody who writes, or null when it is the fault of the one statement. */
    StorageFailure failure(Throwable thrown);

    @Override
    void close();

    /** The SQLException among the causes, or null. */
    static SQLException sqlException(Throwable thrown) {
        for (var e = thrown; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    /** A driver's message in one line. */
    static String line(Throwable thrown) {
        return String.valueOf(thrown.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
