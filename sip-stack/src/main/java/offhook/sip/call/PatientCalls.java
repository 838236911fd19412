package offhook.sip.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has calls written, and tries again what fails: a call that is over is not forgotten within the hour. Safe to share. */
final class PatientCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PatientCalls.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int PATIENCE = 5;
    private static final int LAST_PATIENCE = 3600;

    private final CallStore store;
    private final Timers timers;
    private final Executor where;
    private final CallLog log;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param where what is tried again runs here */
    PatientCalls(CallStore store, Timers timers, Executor where, CallLog log) {
        this.store = store;
        this.timers = timers;
        this.where = where;
        this.log = log;
    }

    /** How many writes are under way. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Completes, always without failure, when the row is committed or writing it was given up.
     *
     * @param call asked again at each attempt
     */
    CompletionStage<Void> save(Supplier<CallRow> call) {
        return insist(() -> store.save(call.get()), PATIENCE);
    }

    /** Completes when a row would be committed: there is none. */
    CompletionStage<Void> pretend() {
        return insist(store::pretend, PATIENCE);
    }

    /** As {@link CallStore#close}. */
    void close(CallRecord call, List<CallRow> rows, Consumer<Handle> last) {
        insist(() -> store.close(call, rows, last), LAST_PATIENCE);
    }

    private CompletionStage<Void> insist(Supplier<CompletionStage<Void>> write, int tries) {
        var done = new CompletableFuture<Void>();
        waiting.incrementAndGet();
        attempt(write, tries, done);
        return done.whenComplete((ok, failure) -> waiting.decrementAndGet());
    }

    private void attempt(Supplier<CompletionStage<Void>> write, int tries, CompletableFuture<Void> done) {
        write.get().whenComplete((ok, failure) -> {
            if (failure == null) {
                done.complete(null);
                return;
            }
            log.failedWrites.increment();
            LOG.error("A call could not be written: {}", Cause.line(failure));
            if (tries > 1) {
                timers.after(RETRY, where, () -> attempt(write, tries - 1, done));
            } else {
                done.complete(null);
            }
        });
    }
}
