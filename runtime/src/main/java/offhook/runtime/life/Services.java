package offhook.runtime.life;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the parts of the server in order and stops them in the reverse order, in two stages: all are drained at the
 * same time, then each is stopped. What fails or takes too long is logged and keeps nobody else from stopping. Safe to
 * share.
 */
public final class Services {

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);

    private final Executor threads;
    private final LongSupplier nanoTime;
    private final Duration drainWithin;
    private final Duration stopWithin;
    private final Deque<Service> running = new ArrayDeque<>();
    private volatile boolean stopping;

    /**
     * @param threads runs the steps of stopping; needs a thread for each, since a step that hangs is left behind
     * @param nanoTime the monotonic clock
     * @param drainWithin how long all parts together may finish what they began
     * @param stopWithin how long all parts together may take after that; then the rest is told to stop, but not awaited
     */
    public Services(Executor threads, LongSupplier nanoTime, Duration drainWithin, Duration stopWithin) {
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.drainWithin = drainWithin;
        this.stopWithin = stopWithin;
    }

    /**
     * Starts each part when the one before it works.
     *
     * @throws StartFailure if one does not; those before it are stopped again
     */
    public synchronized void start(List<? extends Service> services) throws StartFailure {
        for (var service : services) {
            try {
                if (stopping) {
                    throw new StartFailure("stopped before the start was over", 1);
                }
                service.start();
            } catch (Exception e) {
                stop();
                throw e instanceof StartFailure failure
                        ? failure
                        : new StartFailure(service.name() + ": " + reason(e), 1, e);
            }
            running.push(service);
            LOG.debug("{} started", service.name());
        }
    }

    /** Stops what is running; during a start it waits for the part that is just starting. */
    public void stop() {
        stopping = true;
        synchronized (this) {
            drainAll();
            stopAll();
        }
    }

    private void drainAll() {
        var begun = new ArrayList<CompletableFuture<Void>>();
        for (var service : running) {
            begun.add(begin(service::drain));
        }
        long end = nanoTime.getAsLong() + drainWithin.toNanos();
        int i = 0;
        for (var service : running) {
            await("drain", service, begun.get(i++), end - nanoTime.getAsLong());
        }
    }

    private void stopAll() {
        long end = nanoTime.getAsLong() + stopWithin.toNanos();
        while (!running.isEmpty()) {
            var service = running.pop();
            long left = end - nanoTime.getAsLong();
            await(
                    "stop",
                    service,
                    begin(service::stop),
                    Math.min(left, service.patience().toNanos()));
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private CompletableFuture<Void> begin(Step step) {
        var done = new CompletableFuture<Void>();
        threads.execute(() -> {
            try {
                step.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void await(String step, Service service, CompletableFuture<Void> done, long nanos) {
        try {
            done.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            LOG.debug("{}: {} done", service.name(), step);
        } catch (ExecutionException e) {
            LOG.error("{}: {} failed", service.name(), step, e.getCause());
        } catch (TimeoutException e) {
            LOG.warn("{}: {} takes too long, going on without it", service.name(), step);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("{}: interrupted, not waiting for its {}", service.name(), step);
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }
}
