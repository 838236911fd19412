package offhook.runtime.storage;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import offhook.runtime.work.Overloaded;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: what waits is committed together, up to {@value #LARGEST} writes at once, and told to its callers
 * after the commit. While one group syncs, the next gathers; when groups are larger than one, the writer also waits a
 * moment for more. Safe to share.
 *
 * <p>At most {@value #LIMIT} writes wait; a further one fails with {@link Overloaded}.
 */
final class GroupCommit implements AutoCloseable {

    static final int LARGEST = 256;

    /** How many times longer what is not urgent waits for others than what is. */
    private static final int PATIENCE = 50;

    static final int LIMIT = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Engine engine;
    private final Executor writer;
    private final long gather;
    private final CommitTimes times = new CommitTimes();
    private final Outage outage = new Outage("Writes");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition(); // so many wait, or an urgent one does
    private final Queue<Operation<?>> waiting = new ArrayDeque<>(); // guarded by lock, as the next three
    private int urgent;
    private boolean scheduled;
    private boolean closed;

    private final Object turn = new Object();
    private Handle handle; // guarded by turn, as the next
    private boolean crowded;

    /** Connects; fails with StorageFailure. */
    GroupCommit(Engine engine, Executor writer, Duration gather) {
        this.engine = engine;
        this.writer = writer;
        this.gather = gather.toNanos();
        handle = engine.openWriter();
    }

    <T> CompletionStage<T> add(Write<T> write, boolean urgently) {
        var operation = new Operation<>(write, urgently);
        try {
            if (enqueue(operation)) {
                schedule(operation);
            }
        } catch (RuntimeException e) {
            operation.completeExceptionally(e);
        }
        return operation;
    }

    /** The writer refuses only when it is full or closed: then the write must not happen later, unseen. */
    private void schedule(Operation<?> operation) {
        try {
            writer.execute(this::drain);
        } catch (RuntimeException e) {
            lock.lock();
            try {
                waiting.remove(operation);
                urgent -= operation.urgent ? 1 : 0;
                scheduled = false;
            } finally {
                lock.unlock();
            }
            throw e;
        }
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    CommitTimes times() {
        return times;
    }

    /** Commits what waits, on the calling thread; what comes later fails. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            more.signal();
        } finally {
            lock.unlock();
        }
        drain();
        synchronized (turn) {
            disconnect();
        }
    }

    private boolean enqueue(Operation<?> operation) {
        lock.lock();
        try {
            if (closed) {
                throw new StorageFailure(StorageFailure.Kind.CLOSED, "The database is closed");
            }
            if (waiting.size() >= LIMIT) {
                throw new Overloaded("the queue of the database", LIMIT);
            }
            waiting.add(operation);
            urgent += operation.urgent ? 1 : 0;
            if (waiting.size() == LARGEST || (operation.urgent && urgent == 1)) {
                more.signal();
            }
            var first = !scheduled;
            scheduled = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        synchronized (turn) {
            for (var group = next(); !group.isEmpty(); group = next()) {
                commit(group);
                crowded = group.size() > 1;
            }
        }
    }

    private List<Operation<?>> next() {
        var group = new ArrayList<Operation<?>>();
        lock.lock();
        try {
            awaitMore(gather * PATIENCE, false);
            if (crowded) {
                awaitMore(gather, true);
            }
            while (!waiting.isEmpty() && group.size() < LARGEST) {
                var operation = waiting.remove();
                urgent -= operation.urgent ? 1 : 0;
                group.add(operation);
            }
            scheduled = !group.isEmpty();
        } finally {
            lock.unlock();
        }
        return group;
    }

    /**
     * A lone write is committed at once: who waits for each of his writes would only lose time.
     *
     * @param urgently whether to wait also while somebody waits for us
     */
    private void awaitMore(long patience, boolean urgently) {
        try {
            var left = patience;
            while (left > 0 && !waiting.isEmpty() && waiting.size() < LARGEST && (urgently || urgent == 0) && !closed) {
                left = more.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<Operation<?>> group) {
        try {
            var tx = connect();
            tx.begin();
            new Savepoints(engine, tx).run(group);
            var start = System.nanoTime();
            tx.commit();
            times.add(System.nanoTime() - start, group.size());
            outage.worked();
        } catch (Throwable e) {
            fail(group, e);
            return;
        }
        group.forEach(Operation::settle);
    }

    private void fail(List<Operation<?>> group, Throwable thrown) {
        var failure = thrown instanceof StorageFailure known ? known : engine.failure(thrown);
        if (failure != null) {
            outage.failed(failure, group.size());
        }
        rollBack();
        group.forEach(operation -> operation.completeExceptionally(failure == null ? thrown : failure));
    }

    private void rollBack() {
        try {
            if (handle != null && handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (RuntimeException e) {
            LOG.debug("The connection is of no more use", e);
            disconnect();
        }
    }

    private Handle connect() {
        if (handle == null) {
            handle = engine.openWriter();
        }
        return handle;
    }

    private void disconnect() {
        if (handle == null) {
            return;
        }
        try {
            handle.close();
        } catch (RuntimeException e) {
            LOG.debug("The connection was broken before it was closed", e);
        }
        handle = null;
    }
}
