package offhook.runtime.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import offhook.runtime.work.Overloaded;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Connections that read, opened when they are first needed and kept with their prepared statements. Safe to share. */
final class SqliteReaders implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final int limit;
    private final Semaphore free;
    private final Deque<Handle> idle = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this

    SqliteReaders(Jdbi jdbi, int limit) {
        this.jdbi = jdbi;
        this.limit = limit;
        free = new Semaphore(limit);
    }

    /** @throws Overloaded when no connection becomes free in {@link #PATIENCE} */
    <T> T read(Function<Handle, T> read) {
        acquire();
        try {
            var handle = take();
            T result;
            try {
                result = read.apply(handle);
                handle.clean();
            } catch (Throwable e) {
                handle.close(); // whatever it is now, the next reader gets a new one
                throw e;
            }
            giveBack(handle);
            return result;
        } finally {
            free.release();
        }
    }

    /** Those in use close when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Handle::close);
        idle.clear();
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new Overloaded("the read pool of the database", limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure(StorageFailure.Kind.CLOSED, "Interrupted while waiting for a connection", e);
        }
    }

    private Handle take() {
        synchronized (this) {
            if (closed) {
                throw new StorageFailure(StorageFailure.Kind.CLOSED, "The database is closed");
            }
            if (!idle.isEmpty()) {
                return idle.pop(); // the one used last: its pages are warm
            }
        }
        return jdbi.open();
    }

    private void giveBack(Handle handle) {
        synchronized (this) {
            if (!closed) {
                idle.push(handle);
                return;
            }
        }
        handle.close();
    }
}
