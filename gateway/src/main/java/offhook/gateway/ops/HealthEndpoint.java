package offhook.gateway.ops;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.runtime.net.http.Routes;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timers;

/**
 * {@code /healthz}: 200 as long as every event loop turns, else 503. Whoever gets no 200 may kill the process: it does not
 * mend itself.
 */
public final class HealthEndpoint implements Endpoint {

    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Executor HERE = Runnable::run;

    private final List<? extends Loop> loops;
    private final Timers timers;

    public HealthEndpoint(List<? extends Loop> loops, Timers timers) {
        this.loops = loops;
        this.timers = timers;
    }

    @Override
    public void install(Routes to) {
        to.get("/healthz", HERE, this::answer);
    }

    private CompletionStage<Response> answer(Request request) {
        var answer = new CompletableFuture<Response>();
        var silent = new AtomicInteger(loops.size());
        var limit = timers.after(
                WITHIN,
                HERE,
                () -> answer.complete(
                        Response.text(503, silent.get() + " of " + loops.size() + " event loops do not turn\n")));
        for (var loop : loops) {
            loop.execute(() -> {
                if (silent.decrementAndGet() == 0) {
                    limit.cancel();
                    answer.complete(Response.text(200, "ok\n"));
                }
            });
        }
        return answer;
    }
}
