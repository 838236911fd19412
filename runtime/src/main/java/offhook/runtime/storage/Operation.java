package offhook.runtime.storage;

import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;

/** A write on its way: the stage its caller waits for. */
final class Operation<T> extends CompletableFuture<T> {

    /** Whether somebody waits for it. */
    final boolean urgent;

    private final Write<T> write;
    private T result;
    private Throwable failure;

    Operation(Write<T> write, boolean urgent) {
        this.write = write;
        this.urgent = urgent;
    }

    /** Runs in the open transaction; what it throws is kept for its caller. */
    void run(Handle tx) {
        try {
            result = write.run(tx);
        } catch (Throwable e) { // an error of one write is not the fault of those beside it
            failure = e;
        }
    }

    /** Whether it may be run, rolled back and run again. */
    boolean isRepeatable() {
        return write instanceof RepeatableWrite;
    }

    /** It was rolled back, to be run again. */
    void undo() {
        result = null;
        failure = null;
        ((RepeatableWrite<T>) write).undone();
    }

    /** What the write threw, or null. */
    Throwable failure() {
        return failure;
    }

    /** The commit is done: tells the caller. */
    void settle() {
        if (failure == null) {
            complete(result);
        } else {
            completeExceptionally(failure);
        }
    }
}
