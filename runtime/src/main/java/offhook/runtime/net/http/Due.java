package offhook.runtime.net.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The answer that a request waits for: made elsewhere, brought to the loop, and taken once, unless it comes too late. */
final class Due {

    private final EventExecutor loop;
    private final Request request;
    private final Consumer<Response> taker;
    private boolean over; // seen by the loop alone

    /** @param taker gets it on the loop, also what a failure means for the client */
    Due(EventExecutor loop, Request request, Consumer<Response> taker) {
        this.loop = loop;
        this.request = request;
        this.taker = taker;
    }

    void from(Handler handler, Executor where) {
        try {
            where.execute(() -> run(handler));
        } catch (RejectedExecutionException e) {
            take(null, e);
        }
    }

    private void run(Handler handler) {
        CompletionStage<Response> stage;
        try {
            stage = handler.handle(request);
        } catch (Throwable e) {
            bring(null, e);
            return;
        }
        from(stage);
    }

    /** Any thread. */
    void from(CompletionStage<Response> stage) {
        stage.whenComplete(this::bring);
    }

    private void bring(Response response, Throwable failure) {
        if (loop.inEventLoop()) {
            take(response, failure);
        } else {
            loop.execute(() -> take(response, failure));
        }
    }

    private void take(Response response, Throwable failure) {
        if (over) {
            if (response != null && response.body() instanceof Response.Parts late) {
                late.close();
            }
            return;
        }
        over = true;
        taker.accept(failure == null ? response : Answers.after(request, failure));
    }

    /** Nobody waits for it any more. */
    void cancel() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
