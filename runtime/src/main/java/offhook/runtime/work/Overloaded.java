package offhook.runtime.work;

import java.util.concurrent.RejectedExecutionException;

/** A bounded queue is full. Nothing was queued; who asked answers its peer (503, resource-constraint, try later). */
public final class Overloaded extends RejectedExecutionException implements Foreseen {

    public Overloaded(String queue, int limit) {
        super(queue + " is full: " + limit + " are waiting");
    }
}
