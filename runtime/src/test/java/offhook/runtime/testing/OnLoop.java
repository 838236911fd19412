package offhook.runtime.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Loop;

/** Does on a loop what may be done nowhere else. */
public final class OnLoop {

    private OnLoop() {}

    /** What came of it, when it is done. */
    public static <T> T call(Loop loop, Callable<T> task) throws Exception {
        var done = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(10, TimeUnit.SECONDS);
    }
}
