package offhook.directory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import offhook.runtime.work.Overloaded;

/** Lets one asynchronous task begin when the one before it is over, whether it succeeded or not. Safe to share. */
final class Turns {

    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** @param most how many may wait or run; for further ones the stage fails with {@link Overloaded} */
    Turns(int most) {
        this.most = most;
    }

    /** How many wait or run. */
    int waiting() {
        return waiting.get();
    }

    <T> CompletionStage<T> take(Supplier<CompletionStage<T>> task) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return CompletableFuture.failedStage(new Overloaded("the directory", most));
        }
        var over = new CompletableFuture<Void>();
        CompletableFuture<Void> before;
        synchronized (this) {
            before = last;
            last = over;
        }
        return before.thenCompose(nothing -> task.get()).whenComplete((result, failure) -> {
            waiting.decrementAndGet();
            over.complete(null);
        });
    }
}
