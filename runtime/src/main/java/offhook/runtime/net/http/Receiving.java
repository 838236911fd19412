package offhook.runtime.net.http;

import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a body to its {@link Intake}, one part at a time, elsewhere than on the loop. Belongs to one connection. */
final class Receiving {

    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

    /** The bytes a second that have to arrive. */
    private static final long SLOWEST = 4 << 10;

    private final EventExecutor loop;
    private final Executor where;
    private final long most;
    private final long latest; // when all of it has to be there, in the nanoseconds of the loop
    private final Consumer<Throwable> failed;
    private volatile Intake intake; // null until it has begun, and after its end
    private long arrived;
    private boolean busy;
    private boolean over;

    private interface Step {
        void run() throws IOException;
    }

    /**
     * @param length that the client has announced, or 0
     * @param failed hears on the loop what went wrong; nothing follows then
     */
    Receiving(EventExecutor loop, Route route, long length, Consumer<Throwable> failed) {
        this.loop = loop;
        this.where = route.where();
        this.most = route.largestBody();
        this.failed = failed;
        latest = loop.ticker().nanoTime() + Deadline.BODY_WITHIN.toNanos() + TimeUnit.SECONDS.toNanos(length / SLOWEST);
    }

    /** How long the next part may take to come. */
    Duration patience() {
        long left = Math.min(latest - loop.ticker().nanoTime(), Deadline.BODY_WITHIN.toNanos());
        return Duration.ofNanos(Math.max(0, left));
    }

    /** False if the body is too long now. */
    boolean has(int more) {
        arrived += more;
        return arrived <= most;
    }

    void begin(Intake.Taker taker, Request head, Runnable then) {
        run(() -> intake = taker.begin(head), then);
    }

    void take(byte[] part, Runnable then) {
        run(() -> intake.take(part), then);
    }

    /** @param answer hears, on any thread, what the client gets */
    void end(Consumer<CompletionStage<Response>> answer) {
        run(
                () -> {
                    var stage = intake.end();
                    intake = null; // it hears no more
                    answer.accept(stage);
                },
                () -> over = true);
    }

    /** Whatever is under way is finished first. */
    void abort() {
        if (!over) {
            over = true;
            if (!busy) {
                dispose();
            }
        }
    }

    private void run(Step step, Runnable then) {
        busy = true;
        try {
            where.execute(() -> {
                Throwable failure = null;
                try {
                    step.run();
                } catch (Throwable e) {
                    failure = e;
                }
                var cause = failure;
                loop.execute(() -> done(cause, then));
            });
        } catch (RejectedExecutionException e) {
            done(e, then);
        }
    }

    private void done(Throwable failure, Runnable then) {
        busy = false;
        if (over) {
            dispose();
        } else if (failure != null) {
            over = true;
            dispose();
            failed.accept(failure);
        } else {
            then.run();
        }
    }

    private void dispose() {
        if (intake == null) {
            return;
        }
        try {
            where.execute(intake::abort);
        } catch (RejectedExecutionException e) {
            LOG.debug("An intake is not told of its end: the server stops", e);
        }
    }
}
