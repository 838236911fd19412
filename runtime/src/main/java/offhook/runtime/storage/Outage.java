package offhook.runtime.storage;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the database fails and once that it works again, however many hear of it in between. While it fails one
 * at a time tries; the others need not wait to hear the same. Safe to share.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String what;
    private final AtomicReference<StorageFailure> now = new AtomicReference<>();
    private final AtomicBoolean trying = new AtomicBoolean();
    private final LongAdder failed = new LongAdder();

    /** @param what fails, for the log: "Reads" */
    Outage(String what) {
        this.what = what;
    }

    /**
     * Runs a task, or fails at once as the last one did while somebody else finds out if that is over.
     *
     * @param diagnosis tells what a failure means for everybody, or null where it is that of the task
     */
    <T> T attempt(Supplier<T> task, Function<RuntimeException, StorageFailure> diagnosis) {
        var before = now.get();
        if (before != null && !trying.compareAndSet(false, true)) {
            throw failed(new StorageFailure(before.kind(), before.getMessage()), 1);
        }
        try {
            var result = task.get();
            worked();
            return result;
        } catch (RuntimeException e) {
            var failure = e instanceof StorageFailure known ? known : diagnosis.apply(e);
            throw failure == null ? e : failed(failure, 1);
        } finally {
            if (before != null) {
                trying.set(false);
            }
        }
    }

    /** So many heard that it fails. */
    StorageFailure failed(StorageFailure failure, int many) {
        if (failure.kind() != StorageFailure.Kind.CLOSED) {
            failed.add(many);
            var before = now.getAndSet(failure);
            if (before == null || before.kind() != failure.kind()) {
                LOG.error("{} fail: {}", what, failure.getMessage());
            }
        }
        return failure;
    }

    void worked() {
        if (now.get() != null && now.getAndSet(null) != null) {
            LOG.warn("{} work again; {} failed in the meantime", what, failed.sumThenReset());
        }
    }
}
