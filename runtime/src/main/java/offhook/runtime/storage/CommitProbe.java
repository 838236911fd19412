package offhook.runtime.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.runtime.work.Timers;

/** Says whether the database is ready: whether it commits within a second. Safe to share. */
public final class CommitProbe {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Executor HERE = Runnable::run;

    private final Database database;
    private final Timers timers;
    private CompletionStage<Optional<String>> running; // guarded by this

    public CommitProbe(Database database, Timers timers) {
        this.database = database;
        this.timers = timers;
    }

    /** Empty when it is ready, otherwise why it is not. Who asks while one runs gets the answer of that one. */
    public synchronized CompletionStage<Optional<String>> check() {
        if (running == null || running.toCompletableFuture().isDone()) {
            running = start();
        }
        return running;
    }

    private CompletionStage<Optional<String>> start() {
        var answer = new CompletableFuture<Optional<String>>();
        var limit = timers.after(
                LIMIT,
                HERE,
                () -> answer.complete(Optional.of(
                        "no commit within " + LIMIT.toSeconds() + " s, " + database.waiting() + " writes wait")));
        database.probe().whenComplete((nothing, failure) -> {
            limit.cancel();
            answer.complete(failure == null ? Optional.empty() : Optional.of(Engine.line(failure)));
        });
        return answer;
    }
}
