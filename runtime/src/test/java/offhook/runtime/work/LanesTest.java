package offhook.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final ArrayDeque<Runnable> pool = new ArrayDeque<>();
    private final Lanes lanes = new Lanes(pool::add);

    @Test
    void oneKeyIsOneLane() {
        var juliet = lanes.lane("juliet");
        assertThat(lanes.lane("juliet")).isSameAs(juliet);
        assertThat(lanes.lane("romeo")).isNotSameAs(juliet);
    }

    @Test
    void aLaneWithWorkIsNotForgotten() {
        List<Integer> log = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> {
            lanes.lane("juliet").execute(() -> log.add(i));
            System.gc();
        });
        assertThat(pool).hasSize(1);
        assertThat(lanes.waiting()).isEqualTo(3);
        pool.remove().run();
        assertThat(log).containsExactly(0, 1, 2);
        assertThat(lanes.waiting()).isZero();
    }

    @Test
    void keysThatNobodyUsesAnyMoreAreForgotten() {
        var kept = lanes.lane("kept");
        IntStream.range(0, 1_000).forEach(i -> lanes.lane("account" + i).runNow(() -> {}));
        await().until(() -> {
            System.gc();
            return lanes.size() == 1;
        });
        assertThat(lanes.lane("kept")).isSameAs(kept);
    }
}
