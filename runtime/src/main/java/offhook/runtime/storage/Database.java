package offhook.runtime.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import offhook.runtime.work.Overloaded;
import org.jdbi.v3.core.Handle;

/**
 * The database of all modules: one writer that commits in groups, several readers. Safe to share.
 *
 * <p>What is acknowledged is committed and synced: a peer gets its answer from the completion of {@link #write}.
 */
public final class Database implements AutoCloseable {

    private final DataLock lock;
    private final Engine engine;
    private final GroupCommit commits;
    private final Outage reading = new Outage("Reads");
    private final LongAdder reads = new LongAdder();
    private final Set<String> upToDate = ConcurrentHashMap.newKeySet();

    private Database(DataLock lock, Engine engine, GroupCommit commits) {
        this.lock = lock;
        this.engine = engine;
        this.commits = commits;
    }

    /**
     * Opens the database and takes possession of it, and of the data folder, until {@link #close}.
     *
     * @param data the data folder, made if need be
     * @param writer runs the commits, which block: a thread of its own
     * @throws StorageFailure with one line for the admin
     */
    public static Database open(StorageConfig config, Path data, Executor writer) {
        var lock = DataLock.take(data);
        try {
            return open(config, data, writer, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Database open(StorageConfig config, Path data, Executor writer, DataLock lock) {
        var engine = config.url().isEmpty()
                ? new Sqlite(data, config.readers())
                : new Postgresql(config.url(), config.readers());
        try {
            return new Database(lock, engine, new GroupCommit(engine, writer, config.gather()));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    public Dialect dialect() {
        return engine.dialect();
    }

    /**
     * Brings a module's tables up to date by the files {@code db/<module>/common/V<n>__<feature>.sql}, and those beside
     * it in {@code sqlite} or {@code postgresql}; once, however often it is called. Blocks; to be called at start, before
     * the module writes.
     *
     * @throws StorageFailure with one line for the admin
     */
    public void migrate(String module) {
        if (!upToDate.contains(module)) {
            migrate(module, Migrations.NEWEST);
            upToDate.add(module);
        }
    }

    /**
     * Likewise to what they were in an earlier version.
     *
     * @return false if nothing was to do
     */
    boolean migrate(String module, String version) {
        return new Migrations(engine).run(module, version);
    }

    /**
     * Queues a change. The stage completes after the commit, on the writer's thread: to go on in a lane, use {@code
     * thenAcceptAsync(…, lane)}. It fails with what the write threw, with {@link StorageFailure} when the database
     * cannot do its work (then nobody knows whether the change is in), and with {@link Overloaded} when too many wait.
     * What comes often and may be run twice is cheaper as a {@link RepeatableWrite}.
     */
    public <T> CompletionStage<T> write(Write<T> write) {
        return commits.add(write, true);
    }

    /**
     * The same for what nobody waits for: it shares the commit of another one that comes within a second or so,
     * and when the server is killed before, it is lost.
     */
    public <T> CompletionStage<T> writeSoon(Write<T> write) {
        return commits.add(write, false);
    }

    /**
     * Reads what is committed. Blocks, also until a connection is free: never on a loop, nor in another read. Each
     * statement sees the newest commit; several see the same one inside {@link Handle#inTransaction}.
     *
     * @throws StorageFailure when the database cannot do its work
     * @throws Overloaded when no connection becomes free
     */
    public <T> T read(Function<Handle, T> read) {
        reads.increment();
        return reading.attempt(() -> engine.read(read), engine::failure);
    }

    /** Completes when a commit made for this purpose has been synced. */
    public CompletionStage<Void> probe() {
        RepeatableWrite<Void> touch = tx -> {
            engine.touch(tx);
            return null;
        };
        return write(touch);
    }

    /** How many writes wait for the writer. */
    public int waiting() {
        return commits.waiting();
    }

    /** How many reads were made. */
    public long reads() {
        return reads.sum();
    }

    /** How many commits were made. */
    public long commits() {
        return commits.times().commits();
    }

    /** How many writes were in those commits, failed ones included. */
    public long writes() {
        return commits.times().writes();
    }

    /** The 99th percentile of the last thousand commits, sync included. */
    public Duration commitP99() {
        return commits.times().p99();
    }

    /** Commits what waits, then closes; later writes fail with {@link StorageFailure}. */
    @Override
    public void close() {
        commits.close();
        engine.close();
        lock.close();
    }
}
