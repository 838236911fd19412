package offhook.directory.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Works through a list on a pool that others use too: a few tasks abreast, each of which goes to the end of the pool's
 * queue after a handful of elements.
 */
final class Spread<T, R> {

    private static final int ELEMENTS_PER_TURN = 16;

    private final List<T> list;
    private final Function<T, R> work;
    private final Executor pool;
    private final AtomicReferenceArray<R> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final CompletableFuture<List<R>> done = new CompletableFuture<>();

    private Spread(List<T> list, Function<T, R> work, Executor pool) {
        this.list = list;
        this.work = work;
        this.pool = pool;
        this.results = new AtomicReferenceArray<>(list.size());
        this.left = new AtomicInteger(list.size());
    }

    /** The results in the order of the list; fails with what the work or the pool throws first. */
    static <T, R> CompletionStage<List<R>> over(List<T> list, Function<T, R> work, Executor pool, int abreast) {
        if (list.isEmpty()) {
            return CompletableFuture.completedStage(List.of());
        }
        var spread = new Spread<>(list, work, pool);
        for (int i = 0; i < abreast; i++) {
            spread.submit();
        }
        return spread.done;
    }

    private void submit() {
        try {
            pool.execute(this::turn);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void turn() {
        int start = next.getAndAdd(ELEMENTS_PER_TURN);
        int end = Math.min(start + ELEMENTS_PER_TURN, list.size());
        try {
            for (int i = start; i < end; i++) {
                results.set(i, work.apply(list.get(i)));
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            return;
        }
        if (start < end && left.addAndGet(start - end) == 0) {
            done.complete(collected());
        } else if (end < list.size() && !done.isDone()) {
            submit();
        }
    }

    private List<R> collected() {
        var all = new ArrayList<R>(list.size());
        for (int i = 0; i < list.size(); i++) {
            all.add(results.get(i));
        }
        return all;
    }
}
