package offhook.runtime.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import offhook.runtime.work.Overloaded;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL server: one connection that writes, a pool that reads. Safe to share, but for the writer's handle. */
final class Postgresql implements Engine {

    /** A server that is there gives a connection in a moment; while none does, lanes wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String jdbcUrl;
    private final Properties session;
    private final String place;
    private final HikariDataSource pool;
    private final Jdbi readers;

    /** @param url {@code postgresql://user:password@host:port/database}, as checked by StorageConfig */
    Postgresql(String url, int readers) {
        var uri = URI.create(url);
        place = uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + uri.getPath();
        jdbcUrl = "jdbc:postgresql://" + uri.getRawAuthority().replaceFirst(".*@", "") + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        session = session(uri.getUserInfo());
        pool = new HikariDataSource(pool(readers));
        this.readers = Jdbi.create(pool);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    /** The lock is the session's: it ends with the connection. */
    @Override
    public Handle openWriter() {
        Handle handle;
        try {
            handle = Jdbi.open(jdbcUrl, session);
        } catch (RuntimeException e) {
            var failure = failure(e);
            throw failure == null ? unreachable(e) : failure;
        }
        var ours = handle.select("SELECT pg_try_advisory_lock(hashtext('offhook.' || current_schema()))")
                .mapTo(Boolean.class)
                .one();
        if (!ours) {
            handle.close();
            throw new StorageFailure(
                    StorageFailure.Kind.IN_USE, "The database " + place + " is in use: another Offhook runs with it");
        }
        return handle;
    }

    @Override
    public void connect(FluentConfiguration migrations) {
        migrations.dataSource(jdbcUrl, session.getProperty("user"), session.getProperty("password"));
    }

    @Override
    public <T> T read(Function<Handle, T> read) {
        try {
            return readers.withHandle(read::apply);
        } catch (ConnectionException e) {
            throw failure(e) == null ? new Overloaded("the read pool of the database", pool.getMaximumPoolSize()) : e;
        } catch (RuntimeException e) {
            var failure = failure(e);
            if (failure == null || failure.kind() != StorageFailure.Kind.UNREACHABLE) {
                throw e;
            }
            // The server was started anew, and the connection of before tells it once: so would the others.
            pool.getHikariPoolMXBean().softEvictConnections();
            return readers.withHandle(read::apply);
        }
    }

    /** A transaction that has a number writes its commit to the log. */
    @Override
    public void touch(Handle tx) {
        tx.select("SELECT CAST(pg_current_xact_id() AS text)")
                .mapTo(String.class)
                .one();
    }

    @Override
    public StorageFailure failure(Throwable thrown) {
        var sql = Engine.sqlException(thrown);
        if (sql == null || sql.getSQLState() == null || sql.getSQLState().length() < 2) {
            return null;
        }
        return switch (sql.getSQLState().substring(0, 2)) { // the class of the code
            case "08", "57", "58" -> unreachable(sql);
            case "28", "3D" ->
                new StorageFailure(
                        StorageFailure.Kind.UNREACHABLE,
                        "PostgreSQL does not let us in at " + place + ": " + Engine.line(sql),
                        thrown);
            case "53" ->
                sql.getSQLState().equals("53100")
                        ? new StorageFailure(
                                StorageFailure.Kind.DISK_FULL,
                                "The disk of PostgreSQL at " + place + " is full",
                                thrown)
                        : unreachable(sql);
            default -> null;
        };
    }

    @Override
    public void close() {
        pool.close();
    }

    private StorageFailure unreachable(Throwable thrown) {
        return new StorageFailure(
                StorageFailure.Kind.UNREACHABLE, "PostgreSQL at " + place + " fails: " + Engine.line(thrown), thrown);
    }

    private static Properties session(String userInfo) {
        var session = new Properties();
        if (userInfo != null) {
            var parts = userInfo.split(":", 2);
            session.setProperty("user", parts[0]);
            session.setProperty("password", parts.length > 1 ? parts[1] : "");
        }
        session.setProperty("ApplicationName", "offhook");
        session.setProperty("connectTimeout", "5");
        session.setProperty("socketTimeout", "60");
        session.setProperty("tcpKeepAlive", "true");
        return session;
    }

    private HikariConfig pool(int readers) {
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setDataSourceProperties(session);
        config.addDataSourceProperty("readOnlyMode", "always");
        config.setPoolName("offhook-readers");
        config.setReadOnly(true);
        config.setMaximumPoolSize(readers);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setInitializationFailTimeout(-1); // the writer connects first and says what is wrong
        return config;
    }
}
