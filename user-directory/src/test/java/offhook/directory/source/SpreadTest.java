package offhook.directory.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final List<Integer> NUMBERS =
            IntStream.range(0, 1000).boxed().toList();

    @Test
    void everythingIsDoneOnceAndInOrder() {
        var pool = Executors.newFixedThreadPool(3);
        try {
            var doubled = Spread.over(NUMBERS, n -> 2 * n, pool, 5).toCompletableFuture();
            assertThat(doubled.orTimeout(20, TimeUnit.SECONDS).join())
                    .isEqualTo(NUMBERS.stream().map(n -> 2 * n).toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void othersGetTheirTurn() {
        var pool = new ArrayDeque<Runnable>();
        var done = Spread.over(NUMBERS, n -> n, pool::add, 2).toCompletableFuture();
        assertThat(pool).hasSize(2);
        pool.remove().run();
        assertThat(pool).hasSize(2);
        while (!pool.isEmpty()) {
            pool.remove().run();
        }
        assertThat(done).isCompletedWithValue(NUMBERS);
    }

    @Test
    void nothingToDoIsDone() {
        assertThat(Spread.over(List.of(), n -> n, Runnable::run, 2).toCompletableFuture())
                .isCompletedWithValue(List.of());
        assertThat(Spread.over(List.of(1), n -> n, Runnable::run, 8).toCompletableFuture())
                .isCompletedWithValue(List.of(1));
    }

    @Test
    void aFailureEndsIt() {
        var failed = Spread.over(NUMBERS, n -> 1 / (n - 500), Runnable::run, 2).toCompletableFuture();
        assertThatThrownBy(failed::join).hasRootCauseInstanceOf(ArithmeticException.class);
        var refused = Spread.over(
                NUMBERS,
                n -> n,
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                2);
        assertThatThrownBy(() -> refused.toCompletableFuture().join()).hasRootCauseMessage("closed");
    }
}
